package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tenants for which the same promise burns at once.
///
/// @param service the service
/// @param slo the objective's name
/// @param objective the objective, absent after a restart until one member was judged
/// @param members who burns and could be judged
/// @param burning how many burn, judged or not
/// @param promised how many were promised the same
record Fleet(
    String service,
    String slo,
    Optional<Objective> objective,
    List<Tenant> members,
    int burning,
    int promised) {

  /// Pages are read on telephones.
  private static final int NAMED_MEMBERS = 10;

  private static final Comparator<Tenant> DEAREST_FIRST =
      Comparator.comparing((Tenant tenant) -> tenant.contractValueEuros().orElse(BigDecimal.ZERO))
          .reversed()
          .thenComparing(Tenant::id);

  SortedMap<String, String> annotations() {
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", summary());
    annotations.put("description", description());
    annotations.put("tenants", Words.number(burning));
    annotations.put("contract_value_at_risk", Words.eurosAYear(atRisk()));
    return annotations;
  }

  private String summary() {
    return "%s: %s is losing its error budget for %s tenants at once"
        .formatted(
            service, objective.map(Objective::displayName).orElse(slo), Words.number(burning));
  }

  private String description() {
    return """
    %s
    %s of %s tenants burn fast enough to page; their own pages are held back.
    Contracts at risk: %s.
    Most valuable first: %s\
    """
        .formatted(
            "Users of %s are hit. What should hold: %s"
                .formatted(service, objective.map(Objective::description).orElse(slo).strip()),
            Words.number(burning),
            Words.number(promised),
            Words.eurosAYear(atRisk()),
            named());
  }

  private BigDecimal atRisk() {
    return members.stream()
        .flatMap(tenant -> tenant.contractValueEuros().stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private String named() {
    var names =
        members.stream()
            .sorted(DEAREST_FIRST)
            .limit(NAMED_MEMBERS)
            .map(tenant -> "%s (%s)".formatted(tenant.name(), tenant.tier()))
            .collect(Collectors.joining(", "));
    int others = burning - Math.min(NAMED_MEMBERS, members.size());
    return others == 0 ? names + "." : "%s and %s more.".formatted(names, Words.number(others));
  }
}
