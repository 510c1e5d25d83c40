package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.sli.PromqlSyntax;
import dev.nines.slo.sli.Refusal;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads Sloth's files: `version: prometheus/v1`, the same as a Kubernetes resource, and
/// AlertWindows.
///
/// The name of an objective is Sloth's id, `service-name`. The page alert is our fast and medium
/// tier, the ticket alert the slow and the long one; their labels and annotations belong to
/// Alertmanager's routes and are not taken over. Sloth leaves the window to its command line: it is
/// the period of the AlertWindows among the files if there is one, else 30 days, Sloth's default;
/// and windows of that period take the place of the workbook's. So SLOs are made when all is read.
final class SlothReader {
  static final String VERSION = "prometheus/v1";
  static final String API_VERSION = "sloth.slok.dev/v1";

  private static final List<String> KINDS =
      List.of("PrometheusServiceLevel", "ManagedPrometheusServiceLevel", "AlertWindows");

  /// As Sloth has them, but for names of one character, which it refuses.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  private static final Pattern WINDOW = Pattern.compile("\\{\\{ *\\.window *}}");

  private final SpecObjects objects;
  private final SlothWindows windows = new SlothWindows();
  private final List<Consumer<SlothWindows>> pending = new ArrayList<>();

  SlothReader(SpecObjects objects) {
    this.objects = objects;
  }

  /// A file for Sloth's command line.
  void readPlain(Fields root) {
    root.required("version").ifPresent(field -> field.oneOf(List.of(VERSION)));
    service(root);
  }

  /// A Kubernetes resource.
  void readResource(Fields object) {
    object.required("apiVersion");
    Optional<String> kind = object.required("kind").flatMap(field -> field.oneOf(KINDS));
    object.optional("metadata").flatMap(Field::fields).ifPresent(Fields::all);
    object.optional("status");
    Optional<Fields> spec = object.required("spec").flatMap(Field::fields);
    object.finish();
    if (kind.equals(Optional.of("AlertWindows"))) {
      spec.ifPresent(windows::read);
    } else if (kind.isPresent()) {
      spec.ifPresent(this::service);
    }
  }

  private void service(Fields root) {
    Optional<String> service = root.required("service").flatMap(SlothReader::name);
    Map<String, String> labels = SlothParts.labels(root.optional("labels"));
    Optional<Field> plugins = root.optionalOf("slo_plugins", "sloPlugins");
    boolean metricsql = plugins.filter(SlothParts::replacePromql).isPresent();
    Optional<Field> slos = root.required("slos");
    root.finish();
    List<Field> items = slos.map(Field::items).orElse(List.of());
    if (slos.isPresent() && slos.get().isList() && items.isEmpty()) {
      slos.get().error("is empty", "Add an SLO");
    }
    for (Field item : items) {
      item.fields().ifPresent(fields -> slo(fields, service.orElse(""), labels, metricsql));
    }
  }

  private static Optional<String> name(Field field) {
    Optional<String> name = field.nonEmptyText();
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      field.error(
          "is not a valid name: " + field.node().described(),
          "Use letters, digits, '-', '_' and '.', beginning and ending with a letter or digit");
      return Optional.empty();
    }
    return name;
  }

  private void slo(
      Fields fields, String service, Map<String, String> serviceLabels, boolean metricsql) {
    Optional<String> name = fields.required("name").flatMap(SlothReader::name);
    Optional<Translation.Percent> target =
        fields.required("objective").flatMap(Translation::percent);
    String description = fields.optional("description").flatMap(Field::text).orElse("");
    var labels = new HashMap<>(serviceLabels);
    labels.putAll(SlothParts.labels(fields.optional("labels")));
    SlothParts.labels(fields.optionalOf("infoLabels", "info_labels"));
    Optional<Field> plugins = fields.optional("plugins");
    boolean ownDialect = plugins.filter(SlothParts::replacePromql).isPresent();
    fields.optional("interval").ifPresent(Field::fields);
    String type =
        metricsql || ownDialect ? IndicatorBuilder.VICTORIA_METRICS : IndicatorBuilder.PROMETHEUS;
    Optional<Metric> metric =
        fields.required("sli").flatMap(Field::fields).flatMap(sli -> metric(sli, type));
    AlertPolicy alerting =
        fields
            .required("alerting")
            .flatMap(Field::fields)
            .map(SlothParts::alerting)
            .orElse(AlertPolicy.DEFAULT);
    fields.finish();
    if (name.isEmpty() || service.isEmpty() || metric.isEmpty() || target.isEmpty()) {
      return;
    }
    var metadata =
        new Metadata(service + "-" + name.get(), Optional.of(name.get()), labels, List.of());
    objects.declare(Kind.SLO, metadata.name(), fields.at());
    pending.add(
        known ->
            objects.add(
                Translation.slo(
                    fields,
                    metadata,
                    description,
                    service,
                    target.get().orForeign(metric.get()),
                    new BudgetWindow.Rolling(known.period()),
                    target.get(),
                    Extensions.of(Optional.empty(), known.applied(alerting)))));
  }

  /// Makes the SLOs, once every file is read.
  void finish() {
    pending.forEach(each -> each.accept(windows));
    pending.clear();
  }

  private static Optional<Metric> metric(Fields sli, String type) {
    Optional<Field> events = sli.optional("events");
    Optional<Field> raw = sli.optional("raw");
    Optional<Field> plugin = sli.optional("plugin");
    sli.finish();
    if (List.of(events, raw, plugin).stream().filter(Optional::isPresent).count() != 1) {
      sli.error("must have exactly one of events, raw and plugin", "Keep one of them");
      return Optional.empty();
    }
    return events
        .flatMap(Field::fields)
        .flatMap(fields -> events(fields, type))
        .or(() -> raw.flatMap(Field::fields).flatMap(fields -> raw(fields, type)))
        .or(() -> plugin.flatMap(Field::fields).flatMap(SlothReader::plugin));
  }

  private static Optional<Metric> events(Fields events, String type) {
    Optional<Field> errors = query(events, "error_query", "errorQuery", type);
    Optional<Field> total = query(events, "total_query", "totalQuery", type);
    events.finish();
    if (errors.isEmpty() || total.isEmpty()) {
      return Optional.empty();
    }
    if (errors.get().text().equals(total.get().text())) {
      total.get().error("is the same query as that of the errors", "Count all events in it");
      return Optional.empty();
    }
    return Optional.of(
        new Metric.Ratio(
            Indicator.Counted.BAD,
            Translation.typed(errors.get(), type),
            Translation.typed(total.get(), type)));
  }

  private static Optional<Metric> raw(Fields raw, String type) {
    Optional<Field> query = query(raw, "error_ratio_query", "errorRatioQuery", type);
    raw.finish();
    return query.map(q -> new Metric.Raw(Indicator.Counted.BAD, Translation.typed(q, type)));
  }

  private static Optional<Metric> plugin(Fields plugin) {
    Optional<String> id = plugin.required("id").flatMap(Field::nonEmptyText);
    plugin.optional("options").ifPresent(Field::fields);
    plugin.finish();
    return id.map(
        _ -> new Metric.Foreign("its query comes from a plugin, which only Sloth can run"));
  }

  /// A query, checked also if nothing comes of its SLO, so that all errors are found at once.
  private static Optional<Field> query(Fields fields, String plain, String resource, String type) {
    Optional<Field> query = fields.optionalOf(plain, resource);
    if (query.isEmpty()) {
      fields.error("has no " + plain, "Add " + plain);
      return Optional.empty();
    }
    Optional<String> text = query.get().nonEmptyText();
    if (text.isPresent() && !WINDOW.matcher(text.get()).find()) {
      query.get().error("does not use {{.window}}", "Write each range as [{{.window}}]");
      return Optional.empty();
    }
    Optional<Refusal> wrong =
        type.equals(IndicatorBuilder.PROMETHEUS)
            ? text.flatMap(PromqlSyntax::check)
            : Optional.empty();
    wrong.ifPresent(refusal -> IndicatorBuilder.report(refusal, query.get(), false));
    return query.filter(_ -> text.isPresent() && wrong.isEmpty());
  }
}
