package dev.nines.collector.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleCountingTest {
  private static final String COUNT = "http_server_request_duration_seconds_count";

  @TempDir private Path folder;

  private List<Objective> promise(String matchers) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("slo.yml"),
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: requests, annotations: {nines.dev/group-by: tenant}}
            spec:
              service: shop
              indicator: {metadata: {name: requests}, spec: {ratioMetric: {counter: true,
                bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(%1$s{outcome="error",%2$s}[5m]))'}}},
                total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(%1$s{%2$s}[5m]))'}}}}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.99}]
            """
                .formatted(COUNT, matchers));
    return SpecReader.read(List.of(file), SpecReader.References.MUST_RESOLVE).objectives();
  }

  private static Series series(String service, Map<String, String> more) {
    var labels = new HashMap<>(more);
    labels.put("service_name", service);
    labels.put("tenant", "acme");
    return new Series(COUNT, labels, SampleKind.CUMULATIVE);
  }

  private static Series bySpans(String service) {
    return series(service, Map.of("measured_by", "spans"));
  }

  private static Series asMetric(String service) {
    return series(service, Map.of());
  }

  @Test
  void aServiceThatSendsBothIsNamedOnce() throws IOException {
    var counting = new DoubleCounting(promise("tenant!=\"\""));

    assertThat(counting.note(bySpans("shop"))).isEmpty();
    assertThat(counting.note(asMetric("shop")))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.problem()).contains("requests", "shop", "twice");
              assertThat(each.remedy()).contains("measured_by=\"spans\"");
            });
    assertThat(counting.note(series("shop", Map.of("http_route", "/a")))).isEmpty();
  }

  @Test
  void twoServicesThatSendOneEachAreNoMistake() throws IOException {
    var counting = new DoubleCounting(promise("tenant!=\"\""));

    assertThat(counting.note(bySpans("shop"))).isEmpty();
    assertThat(counting.note(asMetric("billing"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"measured_by='spans'", "measured_by=''"})
  void aPromiseThatSelectsOneOfThemIsNoMistake(String matcher) throws IOException {
    var counting = new DoubleCounting(promise(matcher.replace("'", "\"")));

    counting.note(bySpans("shop"));

    assertThat(counting.note(asMetric("shop"))).isEmpty();
  }

  @Test
  void theDoctorWarnsOfTargetsThatExposeWhatSpansWouldCount() throws IOException {
    var observed =
        new Observation(
            "scrape",
            "shop",
            Instant.EPOCH,
            new Reading.Complete(List.of(new Sample(asMetric("shop"), 1)), List.of()));

    assertThat(DoubleCountFindings.of(promise("tenant!=\"\""), List.of(observed))).isPresent();
    assertThat(DoubleCountFindings.of(promise("measured_by=\"spans\""), List.of(observed)))
        .isEmpty();
  }
}
