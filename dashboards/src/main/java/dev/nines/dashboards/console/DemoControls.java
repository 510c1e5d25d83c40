package dev.nines.dashboards.console;

import java.util.List;
import java.util.Optional;

/// Faults that can be switched on in a demo. Where this port is plugged in, the console has a Demo
/// page. Implementations are called from several threads and may block.
public interface DemoControls {

  /// A fault that one can cause.
  ///
  /// @param id its name in forms and URLs: letters, digits and `-`
  /// @param title what it is
  /// @param effect what a viewer will see, and after how long
  /// @param scopes what it can hit, for example tenant ids; empty if it hits everything at once
  /// @param active the scopes in which it is on; of a fault without scopes: one empty text if it is
  ///   on
  record Fault(String id, String title, String effect, List<String> scopes, List<String> active) {
    public Fault {
      scopes = List.copyOf(scopes);
      active = List.copyOf(active);
    }
  }

  /// All faults, in the order in which to show them.
  List<Fault> faults();

  /// Switches a fault.
  ///
  /// @param faultId one of [#faults]
  /// @param scope one of its scopes; empty for a fault without
  /// @param on whether it is to be on
  void set(String faultId, Optional<String> scope, boolean on);
}
