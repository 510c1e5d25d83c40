package dev.nines.alerts.lifecycle;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/// Where alerts survive the process. Used by one thread at a time.
public interface AlertStore extends AutoCloseable {

  /// All alerts that were saved and not removed.
  ///
  /// @throws AlertStoreException if they cannot be read; the caller tries again later
  List<StoredAlert> load() throws AlertStoreException;

  /// Writes changes, all or none, durably. Doing it twice does no harm.
  ///
  /// @param saved new or changed alerts, by their labels
  /// @param removed labels of alerts that nobody needs to hear of any more
  /// @throws AlertStoreException if it is not certain that they were written
  void save(Collection<StoredAlert> saved, Collection<SortedMap<String, String>> removed)
      throws AlertStoreException;

  @Override
  void close();
}
