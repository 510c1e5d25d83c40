package dev.nines.slo.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What files from anywhere hold: other line ends, other schemas, several documents.
class YamlEdgesTest {
  private final Diagnostics out = new Diagnostics();

  private List<YamlNode> read(String text) {
    return YamlReader.read("f", text, out);
  }

  private YamlNode.Scalar a(String text) {
    var document = (YamlNode.Mapping) read(text).getFirst();
    return (YamlNode.Scalar) document.entries().get("a").value();
  }

  private List<String> problems() {
    return out.sorted().stream().map(Diagnostic::problem).toList();
  }

  /// YAML 1.1 made numbers, dates and booleans of most of these; 1.2's core schema does not.
  @ParameterizedTest(name = "{0} is a {1}")
  @CsvSource({
    "0o17, NUMBER",
    "017, NUMBER",
    "0x1F, NUMBER",
    ".5, NUMBER",
    "-1.5e-3, NUMBER",
    "12:30:45, TEXT",
    "190:20:30.15, TEXT",
    "1_000, TEXT",
    "2026-03-08, TEXT",
    "2026-03-08T02:00:00Z, TEXT",
    "2020-01-21 12:30:00, TEXT",
    "no, TEXT",
    "on, TEXT",
    "y, TEXT",
    "NO, TEXT",
    "true, BOOLEAN",
    "FALSE, BOOLEAN",
    "~, NULL",
    "null, NULL",
    "nil, TEXT",
  })
  void plainScalarsHaveTheTypesOfTheCoreSchema(String text, YamlNode.Type type) {
    assertThat(a("a: " + text).type()).isEqualTo(type);
    assertThat(a("a: " + text).text()).isIn(text, "");
  }

  /// An octal number in a file for us is a slip; it must not silently be another decimal one.
  @ParameterizedTest
  @ValueSource(strings = {"0o17", "0x1F", ".inf", ".nan"})
  void numbersThatAreNotDecimalAreRefused(String text) {
    var field = new Field(a("a: " + text), new Position("f", 1, 1), "a", out);

    assertThat(field.number()).isEmpty();
    assertThat(problems()).singleElement().asString().contains("decimal number");
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkAreTaken() {
    var document = (YamlNode.Mapping) read("\uFEFFa: 1\r\nb:\r\n  - x\r\n").getFirst();

    assertThat(document.entries().keySet()).containsExactly("a", "b");
    assertThat(document.entries().get("b").keyAt()).isEqualTo(new Position("f", 2, 1));
  }

  @Test
  void aTabInTheIndentationIsAnErrorAtItsPlace() {
    read("a:\n\tb: 1\n");

    assertThat(out.sorted().getFirst().render()).startsWith("f:2:").contains("not valid YAML");
  }

  @Test
  void severalDocumentsAreReadAndEmptyOnesAreNone() {
    assertThat(read("---\na: 1\n...\n---\n# nothing\n---\nb: 2\n---\n")).hasSize(2);
    assertThat(read("")).isEmpty();
    assertThat(read("# only a comment\n")).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void aDirectiveAndATagAreTaken() {
    assertThat(a("%YAML 1.2\n---\na: !!str 5\n").text()).isEqualTo("5");
  }

  @Test
  void whatIsMergedGivesWayToWhatIsWritten() {
    var document =
        (YamlNode.Mapping)
            read("base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3}\nmany: {<<: [*b, {z: 4}]}\n")
                .getFirst();
    var own = (YamlNode.Mapping) document.entries().get("own").value();
    var many = (YamlNode.Mapping) document.entries().get("many").value();

    assertThat(problems()).isEmpty();
    assertThat(((YamlNode.Scalar) own.entries().get("y").value()).text()).isEqualTo("3");
    assertThat(own.entries().keySet()).containsExactlyInAnyOrder("x", "y");
    assertThat(many.entries().keySet()).containsExactlyInAnyOrder("x", "y", "z");
  }

  @Test
  void aFieldThatIsThereTwiceIsAnErrorAtTheSecond() {
    read("a: 1\nb: 2\na: 3\n");

    assertThat(out.sorted().getFirst().render()).startsWith("f:3:1");
  }

  @Test
  void blocksKeepTheirLinesAsTheirIndicatorSays() {
    assertThat(a("a: >-\n  one\n  two\n").text()).isEqualTo("one two");
    assertThat(a("a: |+\n  one\n\n").text()).isEqualTo("one\n\n");
  }

  @Test
  void aFileThatBreaksOffSaysWhere() {
    read("a: [1, 2\nb: 3\n");

    assertThat(out.sorted().getFirst().render()).startsWith("f:2:").contains("not valid YAML");
  }

  @Test
  void jsonIsYaml() {
    assertThat(a("{\"a\": \"x\\u0041\\n\"}").text()).isEqualTo("xA\n");
  }
}
