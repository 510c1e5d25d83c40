package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is wrong besides promises, as alerts: what sources found, and sources that could not be
/// read for a while.
///
/// @param health how the sources are doing
/// @param found what sources found
/// @param ofEngine what the engine has to say of itself
/// @param begin from when a source that was never read whole counts as down
record Troubles(
    Supplier<List<SourceHealth>> health,
    ConditionBoard found,
    Supplier<List<Condition>> ofEngine,
    Instant begin,
    InstantSource clock)
    implements Supplier<List<Condition>> {
  private static final Duration DOWN_FOR = Duration.ofMinutes(2);

  @Override
  public List<Condition> get() {
    Instant longAgo = clock.instant().minus(DOWN_FOR);
    return Stream.of(found.conditions().stream(), ofEngine.get().stream(), down(longAgo))
        .flatMap(each -> each)
        .toList();
  }

  private Stream<Condition> down(Instant longAgo) {
    return health.get().stream()
        .filter(source -> isDown(source) && downSince(source, begin).isBefore(longAgo))
        .map(
            source ->
                Condition.sourceDown(
                    source.kind(), source.target(), source.reason(), downSince(source, begin)));
  }

  private static boolean isDown(SourceHealth source) {
    return switch (source.state()) {
      case OK, STARTING -> false;
      case UNREACHABLE, BLIND, PARTIAL -> true;
    };
  }

  private static Instant downSince(SourceHealth source, Instant begin) {
    return source.lastCompleteAt().orElse(begin);
  }
}
