package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
  private static final List<String> PAGE_TIERS = List.of("fast", "medium");
  private static final List<String> TICKET_TIERS = List.of("slow", "long");

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
    Optional<String> service = root.required("service").flatMap(Field::nonEmptyText);
    Map<String, String> labels = Translation.labels(root.optional("labels"));
    root.optionalOf("slo_plugins", "sloPlugins");
    Optional<Field> slos = root.required("slos");
    root.finish();
    for (Field item : slos.map(Field::items).orElse(List.of())) {
      item.fields().ifPresent(fields -> slo(fields, service.orElse(""), labels));
    }
  }

  private void slo(Fields fields, String service, Map<String, String> serviceLabels) {
    Optional<String> name = fields.required("name").flatMap(Field::nonEmptyText);
    Optional<Translation.Percent> target =
        fields.required("objective").flatMap(Translation::percent);
    String description = fields.optional("description").flatMap(Field::text).orElse("");
    var labels = new HashMap<>(serviceLabels);
    labels.putAll(Translation.labels(fields.optional("labels")));
    fields.optional("plugins");
    fields.optional("interval");
    Optional<Metric> metric = fields.required("sli").flatMap(Field::fields).flatMap(this::metric);
    AlertPolicy alerting =
        fields
            .optional("alerting")
            .flatMap(Field::fields)
            .map(SlothReader::alerting)
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

  private Optional<Metric> metric(Fields sli) {
    Optional<Field> events = sli.optional("events");
    Optional<Field> raw = sli.optional("raw");
    Optional<Field> plugin = sli.optional("plugin");
    sli.finish();
    if (List.of(events, raw, plugin).stream().filter(Optional::isPresent).count() != 1) {
      sli.error("must have exactly one of events, raw and plugin", "Keep one of them");
      return Optional.empty();
    }
    if (plugin.isPresent()) {
      return Optional.of(
          new Metric.Foreign("its query comes from a plugin, which only Sloth can run"));
    }
    if (raw.isPresent()) {
      Optional<Field> query =
          raw.get().fields().flatMap(f -> query(f, "error_ratio_query", "errorRatioQuery"));
      return query.map(q -> new Metric.Raw(Indicator.Counted.BAD, Translation.source(q)));
    }
    Optional<Fields> both = events.flatMap(Field::fields);
    Optional<Field> errors = both.flatMap(f -> query(f, "error_query", "errorQuery"));
    Optional<Field> total = both.flatMap(f -> query(f, "total_query", "totalQuery"));
    both.ifPresent(Fields::finish);
    return errors.flatMap(
        e ->
            total.map(
                t ->
                    new Metric.Ratio(
                        Indicator.Counted.BAD, Translation.source(e), Translation.source(t))));
  }

  private static Optional<Field> query(Fields fields, String plain, String resource) {
    Optional<Field> query = fields.optionalOf(plain, resource);
    if (query.isEmpty()) {
      fields.error("has no " + plain, "Add " + plain);
    }
    return query.filter(field -> field.nonEmptyText().isPresent());
  }

  private static AlertPolicy alerting(Fields alerting) {
    alerting.optional("name").ifPresent(Field::text);
    alerting.optional("labels");
    alerting.optional("annotations");
    Set<String> off = new HashSet<>();
    if (disabled(alerting.optionalOf("page_alert", "pageAlert"))) {
      off.addAll(PAGE_TIERS);
    }
    if (disabled(alerting.optionalOf("ticket_alert", "ticketAlert"))) {
      off.addAll(TICKET_TIERS);
    }
    alerting.finish();
    AlertPolicy standard = AlertPolicy.DEFAULT;
    return new AlertPolicy(
        off.size() < PAGE_TIERS.size() + TICKET_TIERS.size(),
        off,
        standard.minimumBadEvents(),
        standard.confidence());
  }

  private static boolean disabled(Optional<Field> alert) {
    return alert
        .flatMap(Field::fields)
        .flatMap(
            fields -> {
              Optional<Boolean> disabled = fields.optional("disable").flatMap(Field::flag);
              fields.optional("labels");
              fields.optional("annotations");
              fields.finish();
              return disabled;
            })
        .orElse(false);
  }
}
