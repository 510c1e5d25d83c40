package dev.nines.collector.tenant;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostics;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Turns rows into tenants, and complains about those that cannot be. For one list and one thread.
final class TenantReader {
  private static final String DEFAULT_TIER = "standard";
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private final Diagnostics out;
  private final Map<TenantId, Tenant> tenants = new LinkedHashMap<>();

  TenantReader(Diagnostics out) {
    this.out = out;
  }

  /// Reads one row; a row with an error in it is left out, the others stay.
  void read(TenantRow row) {
    int before = out.size();
    Optional<TenantId> id = id(row);
    ZoneId zone =
        parsed(row, "zone", ZoneId::of, "a time zone", "Europe/Berlin").orElse(ZoneOffset.UTC);
    Instant onboardedAt =
        parsed(
                row,
                "onboarded_at",
                text -> instant(text, zone),
                "an instant or a day",
                "2026-01-31")
            .orElse(Instant.EPOCH);
    Optional<BigDecimal> contractValue =
        parsed(row, "contract_value", TenantReader::amount, "an amount of at least 0", "120000.00");
    Locale language =
        parsed(row, "language", TenantReader::language, "a language tag", "de")
            .orElse(Locale.ENGLISH);
    List<String> recipients =
        parsed(
                row,
                "report_recipients",
                TenantReader::addresses,
                "e-mail addresses",
                "a@example.com, b@example.com")
            .orElse(List.of());
    Map<String, String> labels = labels(row);
    Optional<String> name = text(row, "name");
    String tier = text(row, "tier").orElse(DEFAULT_TIER);
    Optional<String> database = text(row, "database");
    Optional<String> databaseUser = text(row, "database_user");
    if (out.size() > before || id.isEmpty()) {
      return;
    }
    var tenant =
        new Tenant(
            id.get(),
            name.orElse(id.get().value()),
            tier,
            onboardedAt,
            contractValue,
            zone,
            language,
            recipients,
            database,
            databaseUser,
            labels);
    add(row, tenant);
  }

  List<Tenant> tenants() {
    return List.copyOf(tenants.values());
  }

  private Optional<TenantId> id(TenantRow row) {
    Optional<TenantValue> value = row.value("id");
    if (value.isEmpty()) {
      out.error(row.at(), "id", "is missing", "Give the tenant an id");
      return Optional.empty();
    }
    return parsed(
        row,
        "id",
        TenantId::new,
        "1 to 63 letters, digits, '_', '.' or '-', beginning with a letter or digit",
        "acme");
  }

  private void add(TenantRow row, Tenant tenant) {
    if (tenants.putIfAbsent(tenant.id(), tenant) != null) {
      String remedy = "Remove one of the two rows; the first one counts";
      row.value("id")
          .ifPresent(value -> value.error("'%s' is there twice".formatted(tenant.id()), remedy));
    }
  }

  private static Optional<String> text(TenantRow row, String field) {
    return row.value(field).map(TenantValue::text);
  }

  private static <T> Optional<T> parsed(
      TenantRow row, String field, Function<String, T> parser, String expected, String example) {
    return row.value(field)
        .flatMap(
            value -> {
              try {
                return Optional.of(parser.apply(value.text()));
              } catch (IllegalArgumentException | DateTimeException | IllformedLocaleException _) {
                value.error(
                    "must be %s, but is '%s'".formatted(expected, value.text()),
                    "Write it like " + example);
                return Optional.empty();
              }
            });
  }

  /// A day begins in the tenant's zone; a time without a zone is UTC.
  private static Instant instant(String text, ZoneId zone) {
    String iso = text.strip().replace(' ', 'T');
    if (iso.length() == "2026-01-31".length()) {
      return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
    }
    boolean hasOffset =
        iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
    return hasOffset
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static BigDecimal amount(String text) {
    var amount = new BigDecimal(text.strip());
    if (amount.signum() < 0) {
      throw new NumberFormatException("negative");
    }
    return amount;
  }

  private static Locale language(String text) {
    return new Locale.Builder().setLanguageTag(text.strip()).build();
  }

  private static List<String> addresses(String text) {
    List<String> addresses =
        Stream.of(text.split("[,;\\s]+")).filter(address -> !address.isEmpty()).toList();
    for (String address : addresses) {
      if (!ADDRESS.matcher(address).matches()) {
        throw new IllegalArgumentException(address);
      }
    }
    return addresses;
  }

  private static Map<String, String> labels(TenantRow row) {
    var labels = new HashMap<String, String>();
    row.labels()
        .forEach(
            (name, value) -> {
              if (LABEL_NAME.matcher(name).matches()) {
                labels.put(name, value.text());
              } else {
                value.error(
                    "'%s' cannot be a label's name".formatted(name),
                    "Use letters, digits and '_', beginning with a letter");
              }
            });
    return labels;
  }
}
