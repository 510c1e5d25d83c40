package dev.nines.collector.otlp.tenant;

import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.otlp.wire.ByteTable;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds whose a span is by the rules: the first rule whose attribute is there decides. If it names
/// nobody that is known, the span is nobody's; a later rule is not asked, for it would be a guess.
///
/// Answers are remembered until [#forget]. For one thread.
public final class TenantFinder {
  /// No rule's attribute is there.
  public static final int UNSAID = -1;

  /// The attribute names no tenant that is known.
  public static final int STRANGER = -2;

  private static final int MOST_REMEMBERED = 100_000;

  private final TenantDirectory directory;
  private final List<Place> places;
  private final List<ByteTable> remembered;
  private final List<TenantId> ids = new ArrayList<>();
  private final List<byte[]> idBytes = new ArrayList<>();
  private final Map<TenantId, Integer> numbers = new HashMap<>();

  private record Place(TenantRule rule, boolean ofResource, int slot) {}

  public TenantFinder(TenantDirectory directory, List<TenantRule> rules, AttributeNames names) {
    this.directory = directory;
    var found = new ArrayList<Place>();
    for (TenantRule rule : rules) {
      boolean ofResource = rule.origin() == TenantRule.Origin.RESOURCE;
      found.add(new Place(rule, ofResource, names.slot(rule.attribute())));
      if (rule.origin() == TenantRule.Origin.BAGGAGE) {
        found.add(new Place(rule, false, names.slot("baggage." + rule.attribute())));
      }
    }
    places = List.copyOf(found);
    remembered = places.stream().map(place -> new ByteTable()).toList();
  }

  /// Whose it is.
  ///
  /// @return a number for [#id], [#UNSAID] or [#STRANGER]
  public int find(Attributes resource, Attributes own) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Attributes attributes = place.ofResource ? resource : own;
      if (attributes.has(place.slot)) {
        return find(i, attributes, place.slot);
      }
    }
    return UNSAID;
  }

  private int find(int place, Attributes attributes, int slot) {
    if (!attributes.isText(slot)) {
      return lookUp(place, String.valueOf(attributes.text(slot)));
    }
    ByteTable table = remembered.get(place);
    int known = table.find(attributes.bytes(), attributes.start(slot), attributes.length(slot));
    if (known != ByteTable.ABSENT) {
      return known == 0 ? STRANGER : known - 1;
    }
    int found = lookUp(place, String.valueOf(attributes.text(slot)));
    if (table.size() < MOST_REMEMBERED) {
      table.add(
          attributes.bytes(),
          attributes.start(slot),
          attributes.length(slot),
          found == STRANGER ? 0 : found + 1);
    }
    return found;
  }

  private int lookUp(int place, String value) {
    Optional<TenantId> tenant = tenantOf(places.get(place).rule.names(), value);
    if (tenant.isEmpty()) {
      return STRANGER;
    }
    return numbers.computeIfAbsent(
        tenant.get(),
        id -> {
          ids.add(id);
          idBytes.add(id.value().getBytes(StandardCharsets.UTF_8));
          return ids.size() - 1;
        });
  }

  private Optional<TenantId> tenantOf(TenantRule.Names names, String value) {
    return switch (names) {
      case TenantRule.Names.Id() ->
          TenantId.isValid(value)
              ? directory.byId(new TenantId(value)).map(Tenant::id)
              : Optional.empty();
      case TenantRule.Names.Database() -> directory.byDatabase(value).map(Tenant::id);
      case TenantRule.Names.DatabaseUser() -> directory.byDatabaseUser(value).map(Tenant::id);
      case TenantRule.Names.Label(String label) -> byLabel(label, value);
    };
  }

  /// Nobody's if two tenants have it.
  private Optional<TenantId> byLabel(String label, String value) {
    List<Tenant> owners =
        directory.tenants().stream()
            .filter(tenant -> value.equals(tenant.labels().get(label)))
            .limit(2)
            .toList();
    return owners.size() == 1 ? Optional.of(owners.getFirst().id()) : Optional.empty();
  }

  /// The tenant behind a number.
  public TenantId id(int found) {
    return ids.get(found);
  }

  /// Its id in UTF-8.
  public byte[] idBytes(int found) {
    return idBytes.get(found);
  }

  /// Asks anew from now on: tenants may have come or gone. Numbers that were handed out are void.
  public void forget() {
    remembered.forEach(ByteTable::clear);
    ids.clear();
    idBytes.clear();
    numbers.clear();
  }
}
