package dev.nines.slo.yaml;

import dev.nines.slo.yaml.YamlReader.LimitExceeded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Builds nodes from events with a stack of its own, counting what they cost.
final class TreeBuilder {
  private static final String MERGE = "<<";
  private static final ScalarResolver TYPES = new CoreSchema().getScalarResolver();

  private final String file;
  private final List<String> lines;
  private final Diagnostics out;
  private final List<YamlNode> documents = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Built> anchors = new HashMap<>();
  private long nodes;

  TreeBuilder(String file, String content, Diagnostics out) {
    this.file = file;
    this.lines = content.lines().toList();
    this.out = out;
  }

  String file() {
    return file;
  }

  List<YamlNode> documents() {
    return documents;
  }

  void startSequence(Position at, Optional<Anchor> anchor) {
    push(new Open(at, anchor, null));
  }

  void startMapping(Position at, Optional<Anchor> anchor) {
    push(new Open(at, anchor, new LinkedHashMap<>()));
  }

  private void push(Open level) {
    if (open.size() >= YamlReader.MAX_DEPTH) {
      throw new LimitExceeded(
          level.at, "nested more than %d levels deep".formatted(YamlReader.MAX_DEPTH));
    }
    open.push(level);
  }

  void end() {
    Open level = open.pop();
    add(level.build(), level.weight, level.anchor);
  }

  void endDocument() {
    anchors.clear();
  }

  void alias(Position at, String name) {
    Built target = anchors.get(name);
    if (target == null) {
      out.error(
          at,
          "",
          "the alias *%s has no anchor &%s before it".formatted(name, name),
          "Define the anchor earlier in the same document, outside of itself");
      add(new YamlNode.Scalar(at, "", YamlNode.Type.NULL, new YamlNode.Layout.Folded()), 1, none());
    } else {
      add(target.node, target.weight, none());
    }
  }

  void scalar(Position at, ScalarEvent event) {
    var node = new YamlNode.Scalar(at, event.getValue(), typeOf(event), layoutOf(at, event));
    add(node, 1, event.getAnchor());
  }

  private static YamlNode.Type typeOf(ScalarEvent event) {
    String tag =
        event.getTag().orElseGet(() -> TYPES.resolve(event.getValue(), event.isPlain()).getValue());
    if (tag.equals(Tag.INT.getValue()) || tag.equals(Tag.FLOAT.getValue())) {
      return YamlNode.Type.NUMBER;
    }
    if (tag.equals(Tag.BOOL.getValue())) {
      return YamlNode.Type.BOOLEAN;
    }
    return tag.equals(Tag.NULL.getValue()) ? YamlNode.Type.NULL : YamlNode.Type.TEXT;
  }

  private YamlNode.Layout layoutOf(Position at, ScalarEvent event) {
    boolean oneLine =
        event.getStartMark().map(m -> m.getLine()).equals(event.getEndMark().map(m -> m.getLine()));
    return switch (event.getScalarStyle()) {
      case ScalarStyle.PLAIN, ScalarStyle.JSON_SCALAR_STYLE ->
          oneLine ? new YamlNode.Layout.Inline("") : new YamlNode.Layout.Folded();
      case ScalarStyle.DOUBLE_QUOTED ->
          oneLine ? new YamlNode.Layout.Inline("\"\\") : new YamlNode.Layout.Folded();
      case ScalarStyle.SINGLE_QUOTED ->
          oneLine ? new YamlNode.Layout.Inline("'") : new YamlNode.Layout.Folded();
      case ScalarStyle.LITERAL -> new YamlNode.Layout.Block(indentAfter(at.line(), event));
      case ScalarStyle.FOLDED -> new YamlNode.Layout.Folded();
    };
  }

  /// The indentation of a literal block: that of its first line, less what belongs to the text.
  private int indentAfter(int headerLine, ScalarEvent event) {
    if (headerLine >= lines.size()) {
      return 0;
    }
    return Math.max(0, leadingSpaces(lines.get(headerLine)) - leadingSpaces(event.getValue()));
  }

  private static int leadingSpaces(String line) {
    int spaces = 0;
    while (spaces < line.length() && line.charAt(spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }

  private void add(YamlNode node, long weight, Optional<Anchor> anchor) {
    nodes += weight;
    if (nodes > YamlReader.MAX_NODES) {
      throw new LimitExceeded(
          node.at(), "more than %d values, aliases unfolded".formatted(YamlReader.MAX_NODES));
    }
    anchor.ifPresent(name -> anchors.put(name.getValue(), new Built(node, weight)));
    Open parent = open.peek();
    if (parent == null) {
      if (!(node instanceof YamlNode.Scalar(_, _, var type, _) && type == YamlNode.Type.NULL)) {
        documents.add(node);
      }
    } else {
      parent.accept(node, weight, out);
    }
  }

  private static Optional<Anchor> none() {
    return Optional.empty();
  }

  private record Built(YamlNode node, long weight) {}

  /// A list or mapping whose end has not come yet.
  private static final class Open {
    private final Position at;
    private final Optional<Anchor> anchor;
    private final List<YamlNode> items = new ArrayList<>();
    private final @Nullable Map<String, YamlNode.Entry> entries;
    private final List<YamlNode.Mapping> merged = new ArrayList<>();
    private @Nullable YamlNode key;
    private long weight = 1;

    Open(Position at, Optional<Anchor> anchor, @Nullable Map<String, YamlNode.Entry> entries) {
      this.at = at;
      this.anchor = anchor;
      this.entries = entries;
    }

    void accept(YamlNode node, long nodeWeight, Diagnostics out) {
      weight += nodeWeight;
      if (entries == null) {
        items.add(node);
      } else if (key == null) {
        key = node;
      } else {
        put(entries, key, node, out);
        key = null;
      }
    }

    private void put(
        Map<String, YamlNode.Entry> entries, YamlNode key, YamlNode value, Diagnostics out) {
      if (isMerge(key)) {
        merge(value, out);
        return;
      }
      if (!(key instanceof YamlNode.Scalar scalar)) {
        out.error(
            key.at(), "", "a field's name must be a text, but is " + key.described(), "Rename it");
        return;
      }
      YamlNode.Entry first = entries.get(scalar.text());
      if (first == null) {
        entries.put(scalar.text(), new YamlNode.Entry(key.at(), value));
      } else {
        out.error(
            key.at(),
            scalar.text(),
            "the field occurs twice, first at line " + first.keyAt().line(),
            "Remove one of the two");
      }
    }

    private static boolean isMerge(YamlNode key) {
      return key
              instanceof YamlNode.Scalar(_, String text, _, YamlNode.Layout.Inline(String quotes))
          && text.equals(MERGE)
          && quotes.isEmpty();
    }

    /// YAML 1.1's `<<: *defaults`, which 1.2 dropped and everybody still writes.
    private void merge(YamlNode value, Diagnostics out) {
      List<YamlNode> parts =
          value instanceof YamlNode.Sequence(_, var items) ? items : List.of(value);
      for (YamlNode part : parts) {
        if (part instanceof YamlNode.Mapping mapping) {
          merged.add(mapping);
        } else {
          out.error(
              part.at(),
              MERGE,
              "only mappings can be merged, but this is " + part.described(),
              "Write <<: *anchor, of a mapping");
        }
      }
    }

    /// What stands in the mapping itself wins, then what was merged first.
    private Map<String, YamlNode.Entry> withMerged(Map<String, YamlNode.Entry> own) {
      var all = new LinkedHashMap<>(own);
      for (YamlNode.Mapping mapping : merged) {
        mapping.entries().forEach(all::putIfAbsent);
      }
      return Collections.unmodifiableMap(all);
    }

    YamlNode build() {
      return entries == null
          ? new YamlNode.Sequence(at, Collections.unmodifiableList(items))
          : new YamlNode.Mapping(at, withMerged(entries));
    }
  }
}
