package dev.nines.slo.correction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.correction.Change.Counts;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.EntryReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionReaderTest {
  private static final String FILE =
      """
      corrections:
        - id: probe-7
          tenant: acme
          slo: tenant-availability
          from: 2026-03-08T02:00:00Z
          to: 2026-03-08T03:20:00+01:00
          countAs: good
          reason: the probe's certificate was out of date
          author: ops@example.com
          entered: 2026-03-09T08:00:00Z
      """;

  @Test
  void aFileIsRead() {
    CorrectionReader.Outcome read = CorrectionReader.read("corrections.yaml", FILE);

    assertThat(read.diagnostics()).isEmpty();
    Correction correction = read.corrections().getFirst();
    assertThat(correction.to()).isEqualTo(Instant.parse("2026-03-08T02:20:00Z"));
    assertThat(correction.change()).isEqualTo(new Change.CountAs(Change.Kind.GOOD));
    assertThat(correction.author()).isEqualTo("ops@example.com");
  }

  @Test
  void aRequestIsOneCorrectionAndOfOneMinuteWithoutAnEnd() {
    var stamp = new EntryReader.Stamp("id-1", Instant.parse("2026-03-09T08:00:00Z"));
    CorrectionReader.Outcome read =
        CorrectionReader.request(
            """
            {"tenant": "acme", "slo": "s", "from": "2026-03-08T02:00:00Z",
             "add": {"bad": -3}, "reason": "r", "author": "a"}
            """,
            stamp);

    assertThat(read.diagnostics()).isEmpty();
    Correction correction = read.corrections().getFirst();
    assertThat(correction.id()).isEqualTo("id-1");
    assertThat(correction.enteredAt()).isEqualTo(stamp.at());
    assertThat(correction.toMinute() - correction.fromMinute()).isEqualTo(1);
    assertThat(correction.change()).isEqualTo(new Change.Add(new Counts(0, -3, 0)));
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "countAs: good | countAs: excellent | must be one of bad, doubtful, good",
        "countAs: good | set: {good: -1} | must be a whole number of at least 0",
        "countAs: good | add: {bad: 1.5} | must be a whole number",
        "countAs: good | add: {ugly: 1} | is not a known field",
        "countAs: good | x: 1 | must have one of set, add and countAs",
        "from: 2026-03-08T02:00:00Z | from: 2026-03-08T02:00:30Z | must be a whole minute",
        "from: 2026-03-08T02:00:00Z | from: yesterday | must be an instant",
        "to: 2026-03-08T03:20:00+01:00 | to: 2026-03-08T01:00:00Z | the end after the beginning",
        "tenant: acme | tenant: a/b | is no tenant's id",
        "author: ops@example.com | author: '' | is empty",
      })
  void whatCannotBeReadIsSaidWithItsPlace(String is, String instead, String problem) {
    CorrectionReader.Outcome read = CorrectionReader.read("c.yaml", FILE.replace(is, instead));

    assertThat(read.corrections()).isEmpty();
    assertThat(read.diagnostics().stream().map(Diagnostic::render))
        .anyMatch(each -> each.contains("c.yaml:") && each.contains(problem));
  }
}
