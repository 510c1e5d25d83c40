package dev.nines.alerts.lifecycle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// A store in memory that can be told to fail.
public final class MemoryAlertStore implements AlertStore {
  private final Map<SortedMap<String, String>, StoredAlert> alerts = new LinkedHashMap<>();
  private boolean broken;
  private int writes;

  public void breakDown(boolean broken) {
    this.broken = broken;
  }

  public int writes() {
    return writes;
  }

  public Collection<StoredAlert> alerts() {
    return alerts.values();
  }

  @Override
  public List<StoredAlert> load() throws AlertStoreException {
    failIfBroken();
    return List.copyOf(alerts.values());
  }

  @Override
  public void save(Collection<StoredAlert> saved, Collection<SortedMap<String, String>> removed)
      throws AlertStoreException {
    failIfBroken();
    writes++;
    saved.forEach(each -> alerts.put(each.alert().labels(), each));
    removed.forEach(alerts::remove);
  }

  private void failIfBroken() throws AlertStoreException {
    if (broken) {
      throw new AlertStoreException("disk on fire", new IllegalStateException());
    }
  }

  @Override
  public void close() {}
}
