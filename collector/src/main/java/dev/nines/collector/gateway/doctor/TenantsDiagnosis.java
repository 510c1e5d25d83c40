package dev.nines.collector.gateway.doctor;

import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.tenant.TenantList;
import dev.nines.slo.yaml.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/// Whether a list of tenants can be read, and what is wrong with its rows.
///
/// @param list a control database or a file
public record TenantsDiagnosis(TenantList list) implements Diagnosis {

  @Override
  public String subject() {
    return "tenants of " + list.name();
  }

  @Override
  public List<Finding> examine() {
    TenantList.Result result;
    try {
      result = list.read();
    } catch (Exception e) {
      return List.of(
          Finding.problem(
              "cannot be read: " + e.getMessage(),
              "check address, user and password; the user needs SELECT on what 'tenants: database:"
                  + " query' reads, and nothing else"));
    }
    var findings = new ArrayList<Finding>();
    findings.add(
        result.tenants().isEmpty()
            ? Finding.problem("names no tenants", "let the query or file name at least one")
            : Finding.ok("%d tenants".formatted(result.tenants().size())));
    result.problems().stream()
        .map(Diagnostic::render)
        .map(line -> Finding.advice("a row was left out: " + line, ""))
        .forEach(findings::add);
    return findings;
  }
}
