package dev.nines.slo.verdict;

import dev.nines.slo.model.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Reads the cited table of tiers, `burn-tiers.tsv`, once.
final class TierTable {
  static final List<BurnTier.Row> ROWS = read("burn-tiers.tsv");

  private TierTable() {}

  private static List<BurnTier.Row> read(String resource) {
    var stream = Objects.requireNonNull(TierTable.class.getResourceAsStream(resource), resource);
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(TierTable::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BurnTier.Row row(String line) {
    String[] cells = line.split("\t", -1);
    return new BurnTier.Row(
        cells[0],
        Duration.parse(cells[1]),
        Duration.parse(cells[2]),
        new BigDecimal(cells[3]),
        Severity.valueOf(cells[4].toUpperCase(Locale.ROOT)));
  }
}
