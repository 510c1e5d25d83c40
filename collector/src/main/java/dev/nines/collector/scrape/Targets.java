package dev.nines.collector.scrape;

import dev.nines.collector.discovery.TargetGroup;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes the targets of a job of what was discovered, by the steps of Prometheus: labels of the
/// group and of the job, relabelling, the address that results, labels without those that begin
/// with `__`.
public final class Targets {
  private static final String HTTPS = "https";
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS);

  private Targets() {}

  /// What came of some groups.
  ///
  /// @param targets those that are scraped, each once
  /// @param dropped how many relabelling dropped
  /// @param problems what is wrong with others, a sentence each
  public record Result(List<ScrapeTarget> targets, int dropped, List<String> problems) {}

  /// The targets of a job.
  public static Result of(ScrapeJob job, List<TargetGroup> groups) {
    var byAddress = new LinkedHashMap<String, ScrapeTarget>();
    var names = new HashMap<String, Integer>();
    var problems = new ArrayList<String>();
    int dropped = 0;
    for (TargetGroup group : groups) {
      for (String address : group.targets()) {
        Optional<SortedMap<String, String>> labels =
            job.relabeling().apply(discovered(job, group, address));
        if (labels.isEmpty()) {
          dropped++;
          continue;
        }
        try {
          ScrapeTarget target = target(job, labels.get(), names);
          byAddress.putIfAbsent(target.url() + " " + new TreeMap<>(target.labels()), target);
        } catch (URISyntaxException | IllegalArgumentException e) {
          problems.add(
              "target '%s' of job %s is left out: %s"
                  .formatted(address, job.name(), e.getMessage()));
        }
      }
    }
    List<ScrapeTarget> targets = List.copyOf(byAddress.values());
    int limit = job.limits().targets();
    if (targets.size() > limit) {
      problems.add(
          "job %s has %d targets, only the first %d are scraped: raise target_limit"
              .formatted(job.name(), targets.size(), limit));
      targets = targets.subList(0, limit);
    }
    return new Result(targets, dropped, problems);
  }

  private static Map<String, String> discovered(ScrapeJob job, TargetGroup group, String address) {
    var labels = new HashMap<String, String>();
    labels.put(LabelNames.JOB, job.name());
    labels.put(LabelNames.SCHEME, job.scheme());
    labels.put(LabelNames.METRICS_PATH, job.metricsPath());
    labels.put(LabelNames.SCRAPE_INTERVAL, job.interval().toMillis() + "ms");
    labels.put(LabelNames.SCRAPE_TIMEOUT, job.timeout().toMillis() + "ms");
    job.params()
        .forEach(
            (name, values) -> {
              if (!values.isEmpty()) {
                labels.put(LabelNames.PARAM_PREFIX + name, values.getFirst());
              }
            });
    labels.put(LabelNames.ADDRESS, address);
    labels.putAll(group.labels());
    return labels;
  }

  private static ScrapeTarget target(
      ScrapeJob job, Map<String, String> labels, Map<String, Integer> names)
      throws URISyntaxException {
    String scheme = labels.getOrDefault(LabelNames.SCHEME, job.scheme());
    String address = withPort(labels.getOrDefault(LabelNames.ADDRESS, ""), scheme);
    String path = labels.getOrDefault(LabelNames.METRICS_PATH, "/");
    var url =
        new URI(
            scheme
                + "://"
                + address
                + (path.startsWith("/") ? path : "/" + path)
                + query(job, labels));
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException("'%s' is not host:port".formatted(address));
    }
    var kept = new TreeMap<>(labels);
    kept.keySet().removeIf(name -> name.startsWith(LabelNames.RESERVED_PREFIX));
    kept.putIfAbsent(LabelNames.INSTANCE, address);
    String name =
        kept.getOrDefault(LabelNames.JOB, job.name())
            + "/"
            + kept.get(LabelNames.INSTANCE)
            + url.getPath();
    Duration interval = duration(labels, LabelNames.SCRAPE_INTERVAL, job.interval());
    Duration timeout = duration(labels, LabelNames.SCRAPE_TIMEOUT, job.timeout());
    int before = names.merge(job.name() + "\n" + name, 1, Integer::sum) - 1;
    return new ScrapeTarget(
        job,
        before == 0 ? name : name + "#" + Integer.toHexString(kept.hashCode() ^ url.hashCode()),
        url,
        kept,
        interval,
        timeout.compareTo(interval) < 0 ? timeout : interval);
  }

  private static String withPort(String address, String scheme) {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("it has no address");
    }
    if (address.contains("/")) {
      throw new IllegalArgumentException("'%s' is not host:port".formatted(address));
    }
    boolean hasPort =
        address.matches(".*:[0-9]+") && !address.matches("[0-9a-fA-F:]*::[0-9a-fA-F:]*");
    return hasPort ? address : address + (scheme.equals(HTTPS) ? ":443" : ":80");
  }

  private static String query(ScrapeJob job, Map<String, String> labels) {
    var params = new TreeMap<String, List<String>>(job.params());
    labels.forEach(
        (name, value) -> {
          if (name.startsWith(LabelNames.PARAM_PREFIX)) {
            String param = name.substring(LabelNames.PARAM_PREFIX.length());
            var values = new ArrayList<>(params.getOrDefault(param, List.of()));
            if (values.isEmpty()) {
              values.add(value);
            } else {
              values.set(0, value);
            }
            params.put(param, values);
          }
        });
    return params.isEmpty()
        ? ""
        : params.entrySet().stream()
            .flatMap(each -> each.getValue().stream().map(v -> encode(each.getKey(), v)))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// Relabelling may change how often a target is scraped, within bounds.
  private static Duration duration(Map<String, String> labels, String name, Duration fallback) {
    String text = labels.getOrDefault(name, "");
    if (text.isEmpty()) {
      return fallback;
    }
    Matcher parts = DURATION.matcher(text);
    Duration written = Duration.ZERO;
    if (parts.matches()) {
      for (int i = 0; i < UNITS.size(); i++) {
        long count = parts.group(i + 1) == null ? 0 : Long.parseLong(parts.group(i + 1));
        written = written.plus(Duration.of(count, UNITS.get(i)));
      }
    }
    if (written.isZero()) {
      throw new IllegalArgumentException(
          "its %s is '%s', and no duration like 30s or 1m30s".formatted(name, text));
    }
    return written.compareTo(SHORTEST) < 0
        ? SHORTEST
        : written.compareTo(LONGEST) > 0 ? LONGEST : written;
  }
}
