package dev.nines.dashboards.console;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What the fleet page is to show; all of it stands in the URL, so a view can be sent to a
/// colleague.
///
/// @param text part of a tenant's id or name, any case; empty for all
/// @param tier a tier; empty for all
/// @param condition only tenants whose worst SLO is in this condition
/// @param order in which order
/// @param page the page, from 1
public record FleetQuery(
    String text, String tier, Optional<Condition> condition, Order order, int page) {
  static final FleetQuery ALL = new FleetQuery("", "", Optional.empty(), Order.WORST, 1);
  private static final int MAX_TEXT = 100;
  private static final Comparator<TenantStatus> MOST_VALUABLE_FIRST =
      Comparator.comparing(
              (TenantStatus each) ->
                  each.tenant().contractValueEuros().orElse(BigDecimal.ONE.negate()))
          .reversed()
          .thenComparing(TenantStatus.WORST_FIRST);
  private static final Comparator<TenantStatus> BY_NAME =
      Comparator.comparing(
              (TenantStatus each) -> each.tenant().name(), String.CASE_INSENSITIVE_ORDER)
          .thenComparing(TenantStatus.WORST_FIRST);

  /// The orders that one can choose.
  public enum Order {
    WORST("Worst first"),
    VALUE("Contract value"),
    NAME("Name");

    private final String label;

    Order(String label) {
      this.label = label;
    }

    /// The words for it.
    public String label() {
      return label;
    }

    /// Its name in URLs.
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }

    Comparator<TenantStatus> comparator() {
      return switch (this) {
        case WORST -> TenantStatus.WORST_FIRST;
        case VALUE -> MOST_VALUABLE_FIRST;
        case NAME -> BY_NAME;
      };
    }
  }

  /// Reads the URL's parameters.
  ///
  /// @param parameter gives a parameter's value, empty text if it is not there
  /// @throws IllegalArgumentException with the parameter, its value and what is allowed
  static FleetQuery parse(UnaryOperator<String> parameter) {
    String text = parameter.apply("q").strip();
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("q is longer than " + MAX_TEXT + " characters");
    }
    String slug = parameter.apply("condition");
    Optional<Condition> condition = Condition.ofSlug(slug);
    if (!slug.isEmpty() && condition.isEmpty()) {
      throw new IllegalArgumentException(
          "condition is none of "
              + Arrays.stream(Condition.values())
                  .map(Condition::slug)
                  .collect(Collectors.joining(", ")));
    }
    return new FleetQuery(
        text, parameter.apply("tier"), condition, order(parameter), page(parameter));
  }

  private static Order order(UnaryOperator<String> parameter) {
    String slug = parameter.apply("sort");
    return Arrays.stream(Order.values())
        .filter(each -> slug.isEmpty() || each.slug().equals(slug))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("sort is none of worst, value, name"));
  }

  private static int page(UnaryOperator<String> parameter) {
    String text = parameter.apply("page");
    if (text.isEmpty()) {
      return 1;
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException("page is not a number from 1 to 999999");
    }
    return Integer.parseInt(text);
  }

  boolean matches(TenantStatus status) {
    return matchesWithoutCondition(status)
        && (condition.isEmpty() || condition.get() == status.condition());
  }

  boolean matchesWithoutCondition(TenantStatus status) {
    return (tier.isEmpty() || tier.equals(status.tenant().tier()))
        && (text.isEmpty()
            || contains(status.tenant().name(), text)
            || contains(status.tenant().id().value(), text));
  }

  private static boolean contains(String whole, String part) {
    return whole.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /// Whether it shows less than everything.
  public boolean filtered() {
    return !text.isEmpty() || !tier.isEmpty() || condition.isPresent();
  }

  /// This query for another page.
  public FleetQuery onPage(int number) {
    return new FleetQuery(text, tier, condition, order, number);
  }

  /// This query for another condition, from its first page.
  public FleetQuery with(Optional<Condition> other) {
    return new FleetQuery(text, tier, other, order, 1);
  }

  /// The address of the fleet page that shows this.
  public String url() {
    var url = new StringBuilder();
    append(url, "q", text);
    append(url, "tier", tier);
    append(url, "condition", condition.map(Condition::slug).orElse(""));
    append(url, "sort", order == Order.WORST ? "" : order.slug());
    append(url, "page", page == 1 ? "" : Integer.toString(page));
    return "/" + url;
  }

  private static void append(StringBuilder url, String name, String value) {
    if (!value.isEmpty()) {
      url.append(url.isEmpty() ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
