package dev.nines.collector.tenant;

import java.util.function.BiConsumer;

/// One value of a tenant's row, wherever the row comes from.
///
/// @param text the value, never blank
/// @param complaint takes a problem and its remedy, and knows the place of the value
record TenantValue(String text, BiConsumer<String, String> complaint) {
  void error(String problem, String remedy) {
    complaint.accept(problem, remedy);
  }
}
