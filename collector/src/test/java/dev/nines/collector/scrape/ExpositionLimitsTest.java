package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Sample;
import org.junit.jupiter.api.Test;

/// What a body holds too much of, or from another time: left out, counted, and nobody else's harm.
class ExpositionLimitsTest {
  private final ParserRig rig = new ParserRig();

  @Test
  void samplesBeyondTheLimitAreLeftOutWithAllOfTheirTenantAndCounted() throws Exception {
    var small = rig.parserOf(series -> true, limits(3, 100));

    ExpositionParser.Outcome outcome =
        ParserRig.outcome(
            small,
            """
            a_total{tenant="whole"} 1
            a_total{tenant="cut"} 2
            b_total{tenant="whole"} 3
            b_total{tenant="cut"} 4
            """,
            false);

    assertThat(outcome.samples()).extracting(Sample::value).containsExactly(1.0, 3.0);
    assertThat(rig.overflow.counts()).containsExactly(new Overflow.Count("cut", Limit.SAMPLE, 1));
  }

  @Test
  void aTenantThatExplodesHarmsNoOther() throws Exception {
    var small = rig.parserOf(series -> true, limits(1000, 5));
    var body = new StringBuilder("first_total{tenant=\"b\"} 1\n");
    for (int i = 0; i < 100; i++) {
      body.append("a_total{tenant=\"a\",path=\"%d\"} 1\n".formatted(i));
    }
    body.append("last_total{tenant=\"b\"} 2\nshared_total 3\n");

    for (int round = 1; round <= 3; round++) {
      assertThat(ParserRig.outcome(small, body.toString(), false).samples())
          .extracting(Sample::value)
          .containsExactly(1.0, 2.0, 3.0);
      assertThat(rig.overflow.counts())
          .containsExactly(new Overflow.Count("a", Limit.TENANT_SERIES, 95L * round));
    }
  }

  @Test
  void aSeriesThatBreaksALabelLimitCostsItsTenantOnlyWhereItIsNeeded() throws Exception {
    var limits = new ScrapeLimits(1 << 20, 100, 100, 3, 10, 5, 10);
    var small = rig.parserOf(series -> !series.name().equals("unneeded"), limits);

    assertThat(
            ParserRig.outcome(
                    small,
                    """
                    unneeded{tenant="a",b="1",c="2",d="3"} 1
                    fine_total{tenant="a"} 2
                    long_total{tenant="b",path="123456"} 3
                    fine_total{tenant="b"} 4
                    named_total{tenant="c",a_name_too_long="1"} 5
                    """,
                    false)
                .samples())
        .extracting(Sample::value)
        .containsExactly(2.0);
    assertThat(rig.overflow.counts())
        .containsExactlyInAnyOrder(
            new Overflow.Count("a", Limit.LABEL, 1),
            new Overflow.Count("b", Limit.LABEL_VALUE_LENGTH, 1),
            new Overflow.Count("c", Limit.LABEL_NAME_LENGTH, 1));
  }

  @Test
  void samplesWhoseOwnTimeIsFarFromNowAreLeftOut() throws Exception {
    long now = ParserRig.NOW.toEpochMilli();
    String body =
        "ok_total 1 %d\nold_total 2 %d\nahead_total 3 %d\n"
            .formatted(now - 60_000, now - 301_000, now + 601_000);

    ExpositionParser.Outcome outcome = ParserRig.outcome(rig.parserOf(series -> true), body, false);

    assertThat(outcome.samples()).extracting(Sample::value).containsExactly(1.0);
    assertThat(outcome.untimely()).isEqualTo(2);
    assertThat(
            ParserRig.outcome(
                    rig.parserOf(series -> true),
                    "ok_total 1 %d.5\n# EOF\n".formatted(now / 1000),
                    true)
                .samples())
        .hasSize(1);
  }

  private static ScrapeLimits limits(int samples, int tenantSeries) {
    return new ScrapeLimits(1 << 20, samples, tenantSeries, 64, 256, 256, 10);
  }
}
