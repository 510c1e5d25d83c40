package dev.nines.collector.scrape;

import dev.nines.collector.forward.MetricBook;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads bodies of one target in the text format 0.0.4 or OpenMetrics 1.0, as leniently as
/// Prometheus does, and keeps the samples of wanted series.
///
/// In steady state a line costs a comparison of bytes and, if it is wanted, a number. For one
/// thread at a time.
final class ExpositionParser {
  private final SeriesFactory seriesFactory;
  private final ScrapeLimits limits;
  private final Overflow overflow;
  private final boolean honorTimestamps;
  private final SeriesCache cache = new SeriesCache();
  private final MetricTypes types = new MetricTypes();
  private final LineReader in = new LineReader();
  private Tally tally = new Tally();
  private List<Sample> samples = new ArrayList<>();
  private TimestampBounds bounds = TimestampBounds.around(Instant.EPOCH, false);
  private int bodyNumber;
  private boolean describing;

  /// Says what a line is.
  @FunctionalInterface
  interface SeriesFactory {
    Meaning make(LabelParser.Parsed parsed, MetricTypes types, SeriesCache cache);
  }

  /// What was counted of one body.
  private static final class Tally {
    private int scraped;
    private int kept;
    private int added;
    private int untimely;
    private boolean spoiled;
  }

  /// @param seriesFactory asked once for each series
  /// @param limits what exceeds them is left out
  /// @param overflow counts what was left out
  /// @param honorTimestamps whether the body's own timestamps are looked at
  ExpositionParser(
      SeriesFactory seriesFactory,
      ScrapeLimits limits,
      Overflow overflow,
      boolean honorTimestamps) {
    this.seriesFactory = seriesFactory;
    this.limits = limits;
    this.overflow = overflow;
    this.honorTimestamps = honorTimestamps;
  }

  /// What a body held.
  ///
  /// @param samples of wanted series
  /// @param scraped how many samples there were in all
  /// @param kept how many relabelling left
  /// @param added how many series were not known before
  /// @param untimely how many wanted ones were left out for their timestamp
  record Outcome(List<Sample> samples, int scraped, int kept, int added, int untimely) {}

  /// Keeps what the next body says of its metrics besides values, for [#entries].
  void describeNext() {
    describing = true;
  }

  /// What the last body said of its metrics.
  List<MetricBook.Entry> entries() {
    return types.entries();
  }

  /// Reads a body.
  ///
  /// @param openMetrics whether it claims to be OpenMetrics, and so must end with `# EOF`
  /// @param now when it was fetched
  /// @throws MalformedExpositionException for anything that is not in the format; nothing of the
  ///   body may be used then
  Outcome parse(byte[] bytes, int length, boolean openMetrics, Instant now)
      throws MalformedExpositionException {
    in.begin(bytes, length);
    cache.begin();
    types.begin(describing);
    describing = false;
    tally = new Tally();
    samples = new ArrayList<>(samples.size() + 16);
    bounds = TimestampBounds.around(now, openMetrics);
    bodyNumber++;
    boolean ended = false;
    while (!ended && in.nextLine()) {
      if (in.atComment()) {
        ended = in.comment(types) && openMetrics;
      } else {
        sample(openMetrics);
      }
    }
    if (openMetrics && !ended) {
      throw in.malformed("the body ends without # EOF");
    }
    if (in.nextLine()) {
      throw in.malformed("something follows # EOF");
    }
    cache.end();
    List<Sample> whole = tally.spoiled ? withoutSpoiledTenants() : samples;
    return new Outcome(whole, tally.scraped, tally.kept, tally.added, tally.untimely);
  }

  private void sample(boolean openMetrics) throws MalformedExpositionException {
    tally.scraped++;
    int start = in.position();
    int line = cache.expected(in.body(), start, in.end());
    Meaning meaning;
    if (line == SeriesCache.UNKNOWN) {
      meaning = unexpected(start);
    } else {
      in.moveTo(start + cache.length(line));
      meaning = cache.meaning(line);
    }
    if (isWithinLimits(meaning)) {
      take(meaning.series(), openMetrics);
    }
    in.skipLine();
  }

  private void take(@Nullable Series series, boolean openMetrics)
      throws MalformedExpositionException {
    if (series == null) {
      in.requireValue();
      return;
    }
    double value = in.value();
    double timestamp = in.timestamp(openMetrics);
    if (honorTimestamps && !bounds.holds(timestamp)) {
      tally.untimely++;
      overflow.add(series.label(LabelNames.TENANT).orElse(Overflow.NO_TENANT), Limit.TIMESTAMP);
    } else {
      samples.add(new Sample(series, value));
    }
  }

  /// What a line is that did not stand in its place. One that is too much is not remembered.
  private Meaning unexpected(int start) throws MalformedExpositionException {
    int prefixEnd = in.prefixEnd();
    in.moveTo(prefixEnd);
    int known = cache.find(in.body(), start, prefixEnd);
    if (known != SeriesCache.UNKNOWN) {
      return cache.meaning(known);
    }
    Meaning meaning =
        seriesFactory.make(
            LabelParser.parse(in.body(), start, prefixEnd, in.lineNumber()), types, cache);
    TenantTally tenant = meaning.tenant();
    boolean tooMuch =
        tally.kept >= limits.samples()
            || (tenant != null && tenant.counted(bodyNumber) >= limits.tenantSeries());
    if (!tooMuch) {
      tally.added++;
      cache.add(in.body(), start, prefixEnd, meaning);
    }
    return meaning;
  }

  private boolean isWithinLimits(Meaning meaning) {
    if (!meaning.counted()) {
      return false;
    }
    TenantTally tenant = meaning.tenant();
    Limit limit = null;
    if (tenant != null && tenant.count(bodyNumber) > limits.tenantSeries()) {
      limit = Limit.TENANT_SERIES;
    } else if (++tally.kept > limits.samples()) {
      limit = Limit.SAMPLE;
    } else if (meaning.broken().isPresent()) {
      limit = meaning.broken().get();
    }
    if (limit == null) {
      return true;
    }
    overflow.add(tenant == null ? Overflow.NO_TENANT : tenant.tenant(), limit);
    if (tenant != null && meaning.series() != null) {
      tenant.spoil(bodyNumber);
      tally.spoiled = true;
    }
    return false;
  }

  private List<Sample> withoutSpoiledTenants() {
    return samples.stream()
        .filter(
            sample -> {
              Optional<String> tenant = sample.series().label(LabelNames.TENANT);
              return tenant.isEmpty() || !cache.tallyOf(tenant.get()).isSpoiled(bodyNumber);
            })
        .toList();
  }
}
