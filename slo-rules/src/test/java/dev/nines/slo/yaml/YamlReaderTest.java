package dev.nines.slo.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  private final Diagnostics out = new Diagnostics();

  private YamlNode.Scalar scalar(String text) {
    var document = (YamlNode.Mapping) YamlReader.read("f", text, out).getFirst();
    return (YamlNode.Scalar) document.entries().get("a").value();
  }

  private List<String> problems() {
    return out.sorted().stream().map(Diagnostic::problem).toList();
  }

  @Test
  void anAliasBombIsRefusedBeforeItUnfolds() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1) + ", ";
      text.append("a%d: &a%d [%s]\n".formatted(i, i, alias.repeat(9) + "*a" + (i - 1)));
    }

    assertThat(YamlReader.read("bomb", text.toString(), out)).isEmpty();
    assertThat(problems()).containsExactly("more than 200000 values, aliases unfolded");
  }

  @Test
  void deepNestingIsRefused() {
    YamlReader.read("deep", "[".repeat(100_000), out);

    assertThat(problems()).containsExactly("nested more than 64 levels deep");
  }

  @Test
  void aHugeFileIsRefused() {
    YamlReader.read("huge", "a: " + "x".repeat(YamlReader.MAX_CHARACTERS), out);

    assertThat(problems()).singleElement().asString().contains("characters, at most");
  }

  @Test
  void anAliasWithoutAnchorIsAnError() {
    YamlReader.read("f", "a: *nowhere", out);

    assertThat(problems()).singleElement().asString().contains("*nowhere has no anchor");
  }

  @Test
  void anAliasOfItselfIsAnError() {
    YamlReader.read("f", "a: &a [*a]", out);

    assertThat(out.hasErrors()).isTrue();
  }

  @Test
  void typesAreThoseOfTheCoreSchema() {
    assertThat(scalar("a: 2020-01-21 12:30:00").type()).isEqualTo(YamlNode.Type.TEXT);
    assertThat(scalar("a: True").type()).isEqualTo(YamlNode.Type.BOOLEAN);
    assertThat(scalar("a: yes").type()).isEqualTo(YamlNode.Type.TEXT);
    assertThat(scalar("a: 1e3").type()).isEqualTo(YamlNode.Type.NUMBER);
    assertThat(scalar("a: '1'").type()).isEqualTo(YamlNode.Type.TEXT);
    assertThat(scalar("a:").type()).isEqualTo(YamlNode.Type.NULL);
  }

  @Test
  void aCharacterOfAScalarIsFoundInTheFile() {
    assertThat(scalar("a: hello").positionOf(4)).isEqualTo(new Position("f", 1, 8));
    assertThat(scalar("a: 'hello'").positionOf(4)).isEqualTo(new Position("f", 1, 9));
    assertThat(scalar("a: \"h\\\"llo\"").positionOf(4)).isEqualTo(new Position("f", 1, 10));
    assertThat(scalar("a: |\n  one\n    two\n").positionOf(6)).isEqualTo(new Position("f", 3, 5));
  }

  @Test
  void numbersThatWouldNotFitInMemoryAreRefused() {
    var field = new Field(scalar("a: 1e-999999999"), new Position("f", 1, 1), "a", out);

    assertThat(field.number()).isEmpty();
    assertThat(problems()).containsExactly("has too many digits");
  }

  @Test
  void suggestionsAllowForSwappedLetters() {
    assertThat(Suggestion.distance("serivce", "service")).isEqualTo(1);
    assertThat(Suggestion.nearest("targt", List.of("target", "op"))).contains("target");
    assertThat(Suggestion.nearest("zebra", List.of("target", "op"))).isEmpty();
  }
}
