package dev.nines.slo.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the documents of a YAML or JSON text.
///
/// Works on the parser's events and not on its nodes, so that nothing recurses and a hostile file
/// meets a limit before it costs anything: [#MAX_CHARACTERS], [#MAX_DEPTH], and [#MAX_NODES]
/// counted with every alias unfolded.
public final class YamlReader {
  /// The longest text that is read.
  public static final int MAX_CHARACTERS = 4 << 20;

  /// How deep lists and mappings may be nested.
  public static final int MAX_DEPTH = 64;

  /// How many values a file may have, an alias counting as all that it stands for.
  public static final int MAX_NODES = 200_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setParseComments(false).setCodePointLimit(MAX_CHARACTERS + 1).build();

  private YamlReader() {}

  /// The documents of a text, without empty ones. What is wrong with the text is added to `out`,
  /// and the documents before the first syntax error are returned.
  public static List<YamlNode> read(String file, String text, Diagnostics out) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var start = new Position(file, 1, 1);
    if (content.length() > MAX_CHARACTERS) {
      out.error(
          start,
          "",
          "the file has %d characters, at most %d are read"
              .formatted(content.length(), MAX_CHARACTERS),
          "Split the file");
      return List.of();
    }
    var builder = new TreeBuilder(file, content, out);
    try {
      for (Event event : new Parse(SETTINGS).parseString(content)) {
        handle(event, builder);
      }
    } catch (LimitExceeded e) {
      out.error(e.at, "", e.problem, "Write it out with less nesting and fewer aliases");
    } catch (MarkedYamlEngineException e) {
      String problem = Optional.ofNullable(e.getProblem()).orElse("cannot be read");
      out.error(
          position(file, e.getProblemMark()),
          "",
          "not valid YAML: " + problem.strip().replace('\n', ' '),
          "Mind indentation, colons and quotes near this place");
    } catch (YamlEngineException e) {
      out.error(start, "", "not valid YAML: " + e.getMessage(), "Write the file as UTF-8 YAML");
    }
    return builder.documents();
  }

  private static void handle(Event event, TreeBuilder builder) {
    Position at = position(builder.file(), event.getStartMark());
    switch (event.getEventId()) {
      case Alias -> builder.alias(at, ((AliasEvent) event).getAlias().getValue());
      case Scalar -> builder.scalar(at, (ScalarEvent) event);
      case SequenceStart -> builder.startSequence(at, ((SequenceStartEvent) event).getAnchor());
      case MappingStart -> builder.startMapping(at, ((MappingStartEvent) event).getAnchor());
      case SequenceEnd, MappingEnd -> builder.end();
      case DocumentEnd -> builder.endDocument();
      case Comment, DocumentStart, StreamStart, StreamEnd -> {}
    }
  }

  private static Position position(String file, Optional<Mark> mark) {
    return new Position(
        file, mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
  }

  /// Thrown inside this package only.
  static final class LimitExceeded extends RuntimeException {
    private final transient Position at;
    private final String problem;

    LimitExceeded(Position at, String problem) {
      super(problem, null, false, false);
      this.at = at;
      this.problem = problem;
    }
  }
}
