package dev.nines.collector.gateway.config;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the kinds of values that a configuration is made of. What is wrong is reported at its
/// place; the reader goes on with a stand-in, since a configuration with errors is never used.
final class Values {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\$|\\{([^}]*)})");
  private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> HTTP = Set.of("http", "https");

  private final Path folder;
  private final UnaryOperator<@Nullable String> environment;

  /// @param folder relative paths start here: the folder of the configuration file
  /// @param environment the value of an environment variable, null if it is not set
  Values(Path folder, UnaryOperator<@Nullable String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// A text in which `${NAME}` stands for an environment variable and `$$` for a dollar sign.
  Optional<String> text(Field field) {
    return field.nonEmptyText().map(text -> expanded(field, text));
  }

  private String expanded(Field field, String text) {
    Matcher variable = VARIABLE.matcher(text);
    var result = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(1);
      @Nullable String value = name == null ? "$" : environment.apply(name);
      if (value == null) {
        field.error(
            "the environment variable " + name + " is not set",
            "Set it, or write $$ for a dollar sign");
        value = "";
      }
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(result).toString();
  }

  String text(Fields fields, String name, String fallback) {
    return fields.optional(name).flatMap(this::text).orElse(fallback);
  }

  String requiredText(Fields fields, String name) {
    return fields.required(name).flatMap(this::text).orElse("missing");
  }

  List<String> texts(Fields fields, String name) {
    var texts = new ArrayList<String>();
    fields
        .optional(name)
        .ifPresent(field -> field.items().forEach(item -> text(item).ifPresent(texts::add)));
    return texts;
  }

  /// What a text stands for.
  ///
  /// @param parse throws an [IllegalArgumentException], or a subclass, that says what is wrong
  <T> Optional<T> parsed(Field field, Function<String, T> parse) {
    return text(field)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (IllegalArgumentException e) {
                field.error(String.valueOf(e.getMessage()), "Correct it");
                return Optional.empty();
              }
            });
  }

  /// A regular expression (RE2).
  Optional<com.google.re2j.Pattern> pattern(Fields fields, String name) {
    return fields.optional(name).flatMap(this::expression);
  }

  List<com.google.re2j.Pattern> patterns(Fields fields, String name) {
    var patterns = new ArrayList<com.google.re2j.Pattern>();
    fields
        .optional(name)
        .ifPresent(
            field -> field.items().forEach(item -> expression(item).ifPresent(patterns::add)));
    return patterns;
  }

  Optional<com.google.re2j.Pattern> expression(Field field) {
    try {
      return text(field).map(com.google.re2j.Pattern::compile);
    } catch (com.google.re2j.PatternSyntaxException e) {
      field.error("is no regular expression (RE2): " + e.getDescription(), "Correct it");
      return Optional.empty();
    }
  }

  boolean flag(Fields fields, String name, boolean fallback) {
    return fields.optional(name).flatMap(Field::flag).orElse(fallback);
  }

  /// A whole number within bounds.
  long whole(Fields fields, String name, long fallback, long min, long max) {
    return fields
        .optional(name)
        .flatMap(
            field -> {
              var number = field.number();
              if (number.isPresent()
                  && (number.get().stripTrailingZeros().scale() > 0
                      || number.get().longValue() < min
                      || number.get().longValue() > max)) {
                field.error(
                    "must be a whole number from %d to %d, but is %s"
                        .formatted(min, max, number.get()),
                    "Write a number within these bounds");
              }
              return number.map(value -> value.longValue());
            })
        .orElse(fallback);
  }

  Optional<Duration> duration(Fields fields, String name, Duration min, Duration max) {
    return fields.optional(name).flatMap(field -> duration(field, min, max));
  }

  Duration duration(Fields fields, String name, Duration fallback, Duration min, Duration max) {
    return duration(fields, name, min, max).orElse(fallback);
  }

  private Optional<Duration> duration(Field field, Duration min, Duration max) {
    return text(field)
        .flatMap(
            text -> {
              Optional<Duration> duration = parseDuration(text);
              if (duration.isEmpty()) {
                field.error("is not a duration: '" + text + "'", "Write it like 15s, 5m or 1h30m");
              } else if (duration.get().compareTo(min) < 0 || duration.get().compareTo(max) > 0) {
                field.error(
                    "must be between %s and %s, but is %s"
                        .formatted(spelled(min), spelled(max), text),
                    "Choose a duration within these bounds");
              }
              return duration;
            });
  }

  /// A duration as Prometheus writes it: `15s`, `1h30m`, `100ms`, `396d`.
  static Optional<Duration> parseDuration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Duration.ofDays(part(parts, 1))
              .plusHours(part(parts, 2))
              .plusMinutes(part(parts, 3))
              .plusSeconds(part(parts, 4))
              .plusMillis(part(parts, 5)));
    } catch (NumberFormatException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  static String spelled(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSecondsPart() != 0) {
      return duration.toSeconds() + "s";
    }
    if (duration.toMinutesPart() != 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHoursPart() == 0 ? duration.toDays() + "d" : duration.toHours() + "h";
  }

  /// A file that must exist and be readable.
  Optional<Path> file(Fields fields, String name) {
    return fields.optional(name).flatMap(field -> path(field, false));
  }

  /// A file or folder that must exist and be readable.
  Optional<Path> path(Field field, boolean folderAllowed) {
    return text(field)
        .flatMap(
            text -> {
              try {
                Path path = folder.resolve(text).normalize();
                boolean fits = folderAllowed || !Files.isDirectory(path);
                if (!Files.isReadable(path) || !fits) {
                  field.error(
                      "no readable file at " + path,
                      "Create it, let the gateway's user read it, or correct the path");
                }
                return Optional.of(path);
              } catch (InvalidPathException e) {
                field.error("is not a path: " + e.getReason(), "Correct it");
                return Optional.empty();
              }
            });
  }

  /// A path whose last part may have a `*`; what it stands for may come later.
  Optional<Path> pattern(Field field) {
    return text(field)
        .flatMap(
            text -> {
              int slash = text.lastIndexOf('/');
              boolean fits = text.indexOf('*') < 0 || text.indexOf('*') > slash;
              try {
                Path path = folder.resolve(text).normalize();
                if (fits && path.getParent() != null) {
                  return Optional.of(path);
                }
              } catch (InvalidPathException e) {
                // the same complaint
              }
              field.error(
                  "is not a path of files: '" + text + "'",
                  "Write it like targets/*.json: only the last part may have a *");
              return Optional.empty();
            });
  }

  /// An http or https address.
  Optional<URI> httpUrl(Field field) {
    return text(field)
        .flatMap(
            text -> {
              try {
                var uri = new URI(text);
                if (uri.getScheme() != null
                    && HTTP.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                  return Optional.of(uri);
                }
              } catch (URISyntaxException e) {
                // the same complaint
              }
              field.error(
                  "is not an http or https address without credentials: '" + text + "'",
                  "Write it like https://host:port/path and credentials in fields of their own");
              return Optional.empty();
            });
  }

  Map<String, String> labels(Fields fields, String name) {
    var labels = new TreeMap<String, String>();
    fields
        .optional(name)
        .flatMap(Field::fields)
        .ifPresent(
            written -> {
              for (Field label : written.all()) {
                if (!LABEL_NAME.matcher(label.name()).matches()) {
                  label.error("is not a label name", "Use letters, digits and _ only");
                }
                text(label).ifPresent(value -> labels.put(label.name(), value));
              }
            });
    return labels;
  }
}
