package dev.nines.collector.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.heartbeat.IssueBook.Group;
import dev.nines.slo.model.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssueBookTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Optional<TenantId> ACME = Optional.of(new TenantId("acme"));

  @TempDir private Path folder;

  @Test
  void issuesAreKnownAfterARestartTheNewestFirst() {
    var book = new IssueBook(file());
    Issue first = issue("1", Optional.empty());
    Issue second = issue("2", ACME);
    book.add(first);
    book.add(second);

    assertThat(new IssueBook(file()).all()).containsExactly(second, first);
  }

  @Test
  void whatIsDeliveredTwiceIsNotedAndCountedOnce() {
    var book = new IssueBook(file());
    assertThat(book.add(issue("1", ACME))).isTrue();
    assertThat(book.add(issue("1", ACME))).isFalse();
    assertThat(book.add(issue("2", Optional.empty()))).isTrue();

    assertThat(book.all()).hasSize(2);
    assertThat(book.counts())
        .isEqualTo(
            Map.of(
                new Group("shop", Issue.Kind.ALERT, ACME), 1L,
                new Group("shop", Issue.Kind.ALERT, Optional.empty()), 1L));
  }

  @Test
  void whatHasNoIdIsNeverTheSame() {
    var book = new IssueBook(file());
    assertThat(book.add(issue("", ACME))).isTrue();
    assertThat(book.add(issue("", ACME))).isTrue();
  }

  @Test
  void onlyTheLast500AreKept() {
    var book = new IssueBook(file());
    for (int i = 0; i < 510; i++) {
      book.add(issue("e" + i, ACME));
    }
    assertThat(book.all()).hasSize(500).first().isEqualTo(issue("e509", ACME));
    assertThat(book.counts()).containsValue(510L);
  }

  @Test
  void aLineThatCannotBeReadIsLeftOut() throws Exception {
    var book = new IssueBook(file());
    book.add(issue("1", ACME));
    Files.writeString(
        file(), "nonsense\n[]\n{\"kind\": \"NEW\"}\n" + Files.readString(file()) + "{\n");

    assertThat(new IssueBook(file()).all()).containsExactly(issue("1", ACME));
  }

  private Path file() {
    return folder.resolve("issues.jsonl");
  }

  private static Issue issue(String id, Optional<TenantId> tenant) {
    return new Issue(
        Issue.Kind.ALERT,
        id,
        "shop",
        "Error: \"x\"\n",
        "rule",
        "7",
        tenant,
        "https://s.test",
        NOON);
  }
}
