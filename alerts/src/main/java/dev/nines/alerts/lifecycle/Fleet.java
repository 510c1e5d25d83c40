package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.Verdict;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tenants for which the same promise burns at once.
///
/// @param service the service
/// @param slo the objective's name
/// @param worst the member that burns fastest, absent after a restart until one was judged
/// @param members who burns and could be judged
/// @param burning how many burn, judged or not
/// @param promised how many were promised the same
record Fleet(
    String service,
    String slo,
    Optional<Verdict> worst,
    List<Tenant> members,
    int burning,
    int promised) {

  /// Pages are read on telephones.
  private static final int NAMED_MEMBERS = 10;

  private static final Comparator<Tenant> DEAREST_FIRST =
      Comparator.comparing((Tenant tenant) -> tenant.contractValueEuros().orElse(BigDecimal.ZERO))
          .reversed()
          .thenComparing(Tenant::id);

  /// What a template may tell of it.
  Map<String, String> figures() {
    var figures = new HashMap<String, String>();
    figures.put("what_users_see", whatUsersSee());
    figures.put("service", service);
    figures.put("slo", slo);
    figures.put("objective", objective().map(Objective::displayName).orElse(slo));
    figures.put("tenants", Words.number(burning));
    figures.put("tenants_promised", Words.number(promised));
    figures.put("contract_value_at_risk", Words.eurosAYear(atRisk()));
    figures.put("members", named());
    return figures;
  }

  private Optional<Objective> objective() {
    return worst.map(Verdict::objective);
  }

  private String whatUsersSee() {
    return "Users of %s are hit. What should hold: %s"
        .formatted(service, objective().map(Objective::description).orElse(slo).strip());
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
