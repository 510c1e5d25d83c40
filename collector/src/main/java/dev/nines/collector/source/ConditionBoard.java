package dev.nines.collector.source;

import dev.nines.alerts.lifecycle.Condition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What sources found that is to be alerted: the last word of each, for as long as it is not taken
/// back. A source that cannot be read leaves its word as it is: missing neither alerts nor
/// resolves. Safe between threads.
public final class ConditionBoard {

  private record Entry(
      Set<String> alertnames, boolean standing, boolean decided, List<Condition> conditions) {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /// Whose word a source's is.
  public static String ownerOf(Source source) {
    return source.kind() + ":" + source.target();
  }

  /// Announces somebody who will report: until then alerts of these names stay as they are.
  ///
  /// @param owner who, stable over reloads
  /// @param alertnames what it reports
  public void expect(String owner, Set<String> alertnames) {
    entries.putIfAbsent(owner, new Entry(Set.copyOf(alertnames), false, false, List.of()));
  }

  /// Announces somebody who is no source and reports for as long as the gateway runs.
  public void expectAlways(String owner, Set<String> alertnames) {
    entries.putIfAbsent(owner, new Entry(Set.copyOf(alertnames), true, false, List.of()));
  }

  /// Takes what holds now instead of what the same owner said before.
  public void report(String owner, Collection<Condition> conditions) {
    entries.computeIfPresent(
        owner,
        (_, entry) ->
            new Entry(entry.alertnames(), entry.standing(), true, List.copyOf(conditions)));
  }

  /// Forgets all sources but these: what they said no longer holds.
  public void retain(Collection<String> owners) {
    entries
        .entrySet()
        .removeIf(entry -> !entry.getValue().standing() && !owners.contains(entry.getKey()));
  }

  /// All that holds now.
  public List<Condition> conditions() {
    return entries.values().stream().flatMap(entry -> entry.conditions().stream()).toList();
  }

  /// Whether somebody who reports alerts of this name has not spoken yet.
  public boolean isUndecided(String alertname) {
    return entries.values().stream()
        .anyMatch(entry -> !entry.decided() && entry.alertnames().contains(alertname));
  }
}
