package dev.nines.slo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Map<String, String> TEXTS =
      Map.of("tenant", "acme", "code", "500", "le", "1");
  private final Map<String, String> tree = new TreeMap<>(TEXTS);
  private final Map<String, String> labels =
      new Series("requests_total", TEXTS, SampleKind.CUMULATIVE).labels();

  @Test
  void areEqualToAnyMapOfTheSame() {
    assertThat(labels).isEqualTo(tree).hasSameHashCodeAs(tree).hasToString(tree.toString());
    assertThat(tree).isEqualTo(labels);
  }

  @Test
  void areSortedByName() {
    assertThat(labels.keySet()).containsExactly("code", "le", "tenant");
  }

  @Test
  void areFoundByName() {
    assertThat(labels.get("tenant")).isEqualTo("acme");
    assertThat(labels.get("acme")).isNull();
    assertThat(labels.containsKey("le")).isTrue();
    assertThat(labels.containsKey("1")).isFalse();
  }

  @Test
  void cannotBeChanged() {
    assertThatThrownBy(() -> labels.put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> labels.entrySet().iterator().remove())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
