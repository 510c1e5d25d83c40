package dev.nines.collector.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelabelingTest {
  private static final Map<String, String> LABELS = Map.of("a", "foo", "b", "bar", "c", "baz");

  /// The expected values are those of Prometheus 2.42 for the same rules.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '´',
      textBlock =
          """
          replace   | a   | ;  | f(.*)             | 0    | d      | ch${1}-ch${1} | {a=foo, b=bar, c=baz, d=choo-choo}
          replace   | a,b | ;  | f(.*);(.*)r       | 0    | a      | b${1}${2}m    | {a=boobam, b=bar, c=baz}
          replace   | a   | ;  | no                | 0    | d      | x             | {a=foo, b=bar, c=baz}
          replace   | a   | ;  | f                 | 0    | d      | x             | {a=foo, b=bar, c=baz}
          replace   | a   | ;  | (.*)              | 0    | b      | ´´            | {a=foo, c=baz}
          replace   | a   | ;  | (.*)              | 0    | b      | $1x           | {a=foo, c=baz}
          replace   | a   | ;  | (.*)              | 0    | b      | $$$1          | {a=foo, b=$foo, c=baz}
          replace   | a   | ;  | (?P<w>.*)         | 0    | b      | ${w}!         | {a=foo, b=foo!, c=baz}
          replace   | a   | ;  | (.*)              | 0    | x_$1   | y             | {a=foo, b=bar, c=baz, x_foo=y}
          replace   | a   | ;  | [[:alpha:]]+      | 0    | d      | x             | {a=foo, b=bar, c=baz, d=x}
          replace   | a   | ;  | (?i)F(.*)         | 0    | d      | $1            | {a=foo, b=bar, c=baz, d=oo}
          replace   | a   | ;  | (.*)              | 0    | http.$1| x             | {a=foo, b=bar, c=baz, http.foo=x}
          replace   | a   | ;  | (.*)              | 0    | größe  | x             | {a=foo, b=bar, c=baz, größe=x}
          replace   | a   | ;  | (.*)              | 0    | ${2}   | x             | {a=foo, b=bar, c=baz}
          replace   | zz  | ;  | (.*)              | 0    | d      | x             | {a=foo, b=bar, c=baz, d=x}
          keep      | a   | ;  | f.*               | 0    | ´´     | $1            | {a=foo, b=bar, c=baz}
          keep      | a   | ;  | bar               | 0    | ´´     | $1            | dropped
          drop      | a   | ;  | .*o.*             | 0    | ´´     | $1            | dropped
          drop      | a   | ;  | no                | 0    | ´´     | $1            | {a=foo, b=bar, c=baz}
          keepequal | a   | ;  | (.*)              | 0    | b      | $1            | dropped
          dropequal | a   | ;  | (.*)              | 0    | a      | $1            | dropped
          dropequal | a   | ;  | (.*)              | 0    | b      | $1            | {a=foo, b=bar, c=baz}
          hashmod   | c   | ;  | (.*)              | 1000 | d      | $1            | {a=foo, b=bar, c=baz, d=976}
          labelmap  | ´´  | ;  | (b.*)             | 0    | ´´     | bar_${1}      | {a=foo, b=bar, bar_b=bar, c=baz}
          labeldrop | ´´  | ;  | (b.*)             | 0    | ´´     | $1            | {a=foo, c=baz}
          labelkeep | ´´  | ;  | (b.*)             | 0    | ´´     | $1            | {b=bar}
          uppercase | a   | ;  | (.*)              | 0    | d      | $1            | {a=foo, b=bar, c=baz, d=FOO}
          lowercase | a,b | -  | (.*)              | 0    | d      | $1            | {a=foo, b=bar, c=baz, d=foo-bar}
          """)
  void doesWhatPrometheusDoes(
      String action,
      String sources,
      String separator,
      String regex,
      long modulus,
      String target,
      String replacement,
      String expected) {
    var rule =
        new RelabelRule(
            RelabelAction.valueOf(action.toUpperCase(java.util.Locale.ROOT)),
            sources.isEmpty() ? List.of() : List.of(sources.split(",")),
            separator,
            RelabelRule.compile(regex),
            modulus,
            target,
            replacement);

    String outcome =
        new Relabeling(List.of(rule)).apply(LABELS).map(Object::toString).orElse("dropped");

    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void aDotStandsForALineEndToo() {
    var rule =
        new RelabelRule(
            RelabelAction.DROP, List.of("a"), ";", RelabelRule.compile("one.*two"), 0, "", "$1");

    assertThat(new Relabeling(List.of(rule)).apply(Map.of("a", "one\n\u2028two"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "label, true",
    "label${1}, true",
    "${1}label, true",
    "$1, true",
    "as$2df, true",
    "_${1}_, true",
    "foo${bar}foo, true",
    "http.method, true",
    "-label, false",
    "0${3}, false",
    "-foo${1}bar-, false",
    "${, false",
    "$, false",
    "${}, false",
    "foo${, false"
  })
  void aTemplateOfANameHasReferencesThatAreWhole(String template, boolean valid) {
    assertThat(RelabelRule.isNameTemplate(template)).isEqualTo(valid);
  }

  @Test
  void rulesSeeWhatThoseBeforeThemChanged() {
    var first =
        new RelabelRule(
            RelabelAction.REPLACE, List.of("a"), ";", RelabelRule.compile("(.*)"), 0, "t", "$1$1");
    var second =
        new RelabelRule(
            RelabelAction.KEEP, List.of("t"), ";", RelabelRule.compile("foofoo"), 0, "", "$1");

    assertThat(new Relabeling(List.of(first, second)).apply(LABELS)).isPresent();
    assertThat(new Relabeling(List.of(second, first)).apply(LABELS)).isEmpty();
  }
}
