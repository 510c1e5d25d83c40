package dev.nines.collector.business;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One declared query.
///
/// @param name the figure's name: `nines_business_<name>`, followed by `_<column>` for a value
///   column that is not called `value`
/// @param sql one statement that only reads
/// @param scope on which database
/// @param labels columns that become labels, in lower case
/// @param values columns that become samples
/// @param counter whether the values are running totals
/// @param interval from one reading to the next
/// @param timeout for the statement
/// @param keep how long the last values stand in for a reading that failed; zero for not at all
/// @param maxAge how old the data may be by the column `as_of`; absent for any age
/// @param allowed columns that may hold what looks personal
public record BusinessQuery(
    String name,
    String sql,
    Scope scope,
    List<String> labels,
    List<String> values,
    boolean counter,
    Duration interval,
    Duration timeout,
    Duration keep,
    Optional<Duration> maxAge,
    Set<String> allowed) {

  /// On which database a query runs.
  public enum Scope {
    /// The control database, once.
    CONTROL,
    /// Each tenant's own; the label `tenant` is added.
    TENANTS
  }

  /// The column that says of when the data are.
  static final String AS_OF = "as_of";

  /// What a figure and its columns may be called.
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private static final Pattern READS =
      Pattern.compile("(?is)\\s*(?:/\\*.*?\\*/\\s*|--[^\\n]*\\n\\s*)*(?:SELECT|WITH)\\b.*");

  public BusinessQuery {
    labels = List.copyOf(labels);
    values = List.copyOf(values);
    allowed = Set.copyOf(allowed);
  }

  /// Whether a text begins like a statement that only reads. The database user's rights and a
  /// read-only transaction are what really holds it to that.
  public static boolean isReading(String sql) {
    return READS.matcher(sql).matches();
  }

  String metric(String column) {
    String base = "nines_business_" + name;
    return column.equals("value") ? base : base + "_" + column;
  }
}
