package dev.nines.collector.tenant;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.yaml.Diagnostic;
import java.util.List;

/// A place where tenants are written down.
public interface TenantList {

  /// What the place is called in messages, for example a file's name; no secrets.
  String name();

  /// Reads all tenants. Blocks.
  ///
  /// @throws Exception if the place cannot be read at all; its message is shown to the operator
  Result read() throws Exception;

  /// What an earlier process last read here; it counts until the place can be read again. Blocks.
  default List<Tenant> remembered() {
    return List.of();
  }

  /// What was read: the good rows, and a complaint for each bad one.
  ///
  /// @param tenants the tenants, each id once
  /// @param problems what is wrong with the others, with row, column and remedy
  record Result(List<Tenant> tenants, List<Diagnostic> problems) {
    public Result {
      tenants = List.copyOf(tenants);
      problems = List.copyOf(problems);
    }
  }
}
