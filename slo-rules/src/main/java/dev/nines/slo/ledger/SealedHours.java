package dev.nines.slo.ledger;

import dev.nines.slo.ledger.SealedFile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Which sealed files there are. Guarded by the ledger's lock.
final class SealedHours {
  private final NavigableMap<Long, List<SealedFile>> byHour = new TreeMap<>();

  /// Takes in a file. A seal that failed may have left its file after all, and was tried again with
  /// more in it: of two files that begin after the same batch the longer one holds all of the
  /// other.
  ///
  /// @return the file that thereby is superfluous, if any
  Optional<SealedFile> add(SealedFile file) {
    List<SealedFile> files = byHour.computeIfAbsent(file.hour(), _ -> new ArrayList<>());
    for (SealedFile other : files) {
      if (other.kind() == file.kind() && other.after() == file.after()) {
        if (file.through() <= other.through()) {
          return Optional.of(file);
        }
        files.remove(other);
        files.add(file);
        return Optional.of(other);
      }
    }
    files.add(file);
    return Optional.empty();
  }

  /// The files of one kind of the hours in `[fromHour, toHourExclusive)`.
  List<SealedFile> files(Kind kind, long fromHour, long toHourExclusive) {
    if (fromHour >= toHourExclusive) {
      return List.of();
    }
    return byHour.subMap(fromHour, true, toHourExclusive, false).values().stream()
        .flatMap(List::stream)
        .filter(file -> file.kind() == kind)
        .toList();
  }

  List<SealedFile> files(Kind kind, long hour) {
    var found = new ArrayList<SealedFile>();
    for (SealedFile file : byHour.getOrDefault(hour, List.of())) {
      if (file.kind() == kind) {
        found.add(file);
      }
    }
    return found;
  }

  /// Every file of one kind.
  List<SealedFile> files(Kind kind) {
    return files(kind, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  boolean has(Kind kind, long hour) {
    return !files(kind, hour).isEmpty();
  }

  /// The last batch whose rows of an hour stand in files; 0 if there are none.
  long lastSequence(Kind kind, long hour) {
    return files(kind, hour).stream().mapToLong(SealedFile::through).max().orElse(0);
  }

  /// Takes out the files of the hours before one.
  List<SealedFile> removeBefore(long hour) {
    NavigableMap<Long, List<SealedFile>> old = byHour.headMap(hour, false);
    List<SealedFile> removed = old.values().stream().flatMap(List::stream).toList();
    old.clear();
    return removed;
  }

  int hours() {
    return byHour.size();
  }
}
