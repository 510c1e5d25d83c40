package dev.nines.alerts.lifecycle;

import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.Suggestion;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What pages say, as the owner of an installation may word it. Immutable.
///
/// The shipped wording is `alerts/page-templates.yml`; it lists every figure there is. A file of
/// one's own may word one alert only, and the shipped wording stays for the other.
public final class PageTemplates {
  private static final String SHIPPED = "/dev/nines/alerts/page-templates.yml";

  /// The figures of a `TenantSloBurn`.
  static final Set<String> BURN_FIGURES =
      Set.of(
          "what_users_see",
          "tenant",
          "tenant_name",
          "tier",
          "service",
          "slo",
          "objective",
          "target",
          "budget_window",
          "burn_rate",
          "burn_tier",
          "factor",
          "window",
          "short_window",
          "failed",
          "failed_now",
          "since",
          "budget",
          "budget_left",
          "budget_spent_in",
          "contract",
          "contract_value",
          "contract_breach",
          "last_deploy",
          "trace",
          "trace_id",
          "trace_url",
          "runbook_url",
          "dashboard_url",
          "silence_url");

  /// The figures of a `ServiceSloBurnFleet`.
  static final Set<String> FLEET_FIGURES =
      Set.of(
          "what_users_see",
          "service",
          "slo",
          "objective",
          "tenants",
          "tenants_promised",
          "contract_value_at_risk",
          "members",
          "since",
          "last_deploy",
          "trace",
          "trace_id",
          "trace_url",
          "runbook_url",
          "dashboard_url",
          "silence_url");

  /// The words of one alert.
  record Words(Template summary, Template description) {}

  private final Words burn;
  private final Words fleet;

  private PageTemplates(Words burn, Words fleet) {
    this.burn = burn;
    this.fleet = fleet;
  }

  Words burn() {
    return burn;
  }

  Words fleet() {
    return fleet;
  }

  /// What reading a file came to.
  ///
  /// @param templates the words; the shipped ones wherever the file has an error
  /// @param diagnostics everything wrong, by place
  public record Outcome(PageTemplates templates, List<Diagnostic> diagnostics) {}

  /// The shipped words.
  public static PageTemplates shipped() {
    var out = new Diagnostics();
    var empty = new Words(new Template(""), new Template(""));
    var read = read(SHIPPED, shippedText(), new PageTemplates(empty, empty), out);
    if (out.hasErrors()) {
      throw new IllegalStateException(out.sorted().getFirst().render());
    }
    return read;
  }

  /// The shipped words as a file to change.
  public static String shippedText() {
    try (InputStream in = PageTemplates.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + SHIPPED);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The words of a file.
  public static Outcome read(Path file) {
    var out = new Diagnostics();
    try {
      var read = read(file.toString(), Files.readString(file), shipped(), out);
      return new Outcome(read, out.sorted());
    } catch (IOException e) {
      out.error(
          new Position(file.toString(), 1, 1),
          "",
          "the file cannot be read: " + e.getMessage(),
          "Name an existing UTF-8 file that the gateway's user may read");
      return new Outcome(shipped(), out.sorted());
    }
  }

  static Outcome read(String name, String text) {
    var out = new Diagnostics();
    return new Outcome(read(name, text, shipped(), out), out.sorted());
  }

  private static PageTemplates read(
      String name, String text, PageTemplates otherwise, Diagnostics out) {
    var templates = otherwise;
    for (YamlNode document : YamlReader.read(name, text, out)) {
      var root = Fields.of(document, out);
      if (root.isPresent()) {
        var before = templates;
        templates =
            new PageTemplates(
                words(root.get(), AlertNames.TENANT_SLO_BURN, BURN_FIGURES, before.burn),
                words(root.get(), AlertNames.SERVICE_SLO_BURN_FLEET, FLEET_FIGURES, before.fleet));
        root.get().finish();
      }
    }
    return templates;
  }

  private static Words words(Fields root, String alert, Set<String> known, Words otherwise) {
    return root.optional(alert)
        .flatMap(Field::fields)
        .map(
            fields -> {
              var words =
                  new Words(
                      template(fields, "summary", known, otherwise.summary),
                      template(fields, "description", known, otherwise.description));
              fields.finish();
              return words;
            })
        .orElse(otherwise);
  }

  private static Template template(
      Fields fields, String name, Set<String> known, Template otherwise) {
    var field = fields.optional(name);
    var text = field.flatMap(Field::nonEmptyText);
    if (field.isEmpty() || text.isEmpty()) {
      return otherwise;
    }
    var template = new Template(text.get());
    template.check(known, (offset, figure) -> unknown(field.get(), offset, figure, known));
    return template;
  }

  private static void unknown(Field field, int offset, String figure, Set<String> known) {
    var at =
        field.node() instanceof YamlNode.Scalar scalar ? scalar.positionOf(offset) : field.at();
    field
        .out()
        .error(
            at,
            field.path(),
            "there is no figure {%s}".formatted(figure),
            Suggestion.remedy(figure, known));
  }
}
