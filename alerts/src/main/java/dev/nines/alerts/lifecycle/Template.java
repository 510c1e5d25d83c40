package dev.nines.alerts.lifecycle;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with placeholders `{name}`. A line with a figure that is not known is left out, so a
/// template needs no conditions.
///
/// @param text the text, `\n` between lines
record Template(String text) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\n]*)}");

  /// Reports placeholders that mean nothing, by their offset in the text.
  void check(Set<String> known, BiConsumer<Integer, String> unknown) {
    var matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (!known.contains(matcher.group(1))) {
        unknown.accept(matcher.start(), matcher.group(1));
      }
    }
  }

  /// The text with its figures.
  String render(Map<String, String> figures) {
    var lines = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      var matcher = PLACEHOLDER.matcher(line);
      if (matcher.results().allMatch(each -> !figures.getOrDefault(each.group(1), "").isEmpty())) {
        lines.add(
            PLACEHOLDER
                .matcher(line)
                .replaceAll(each -> Matcher.quoteReplacement(figures.get(each.group(1)))));
      }
    }
    return String.join("\n", lines).strip();
  }
}
