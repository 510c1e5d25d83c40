package dev.nines.collector.scrape;

/// How much of one tenant a body holds, counted anew for each body. For one thread.
final class TenantTally {
  private final String tenant;
  private final Meaning unneeded;
  private int bodyNumber;
  private int series;
  private int spoiledBody;

  TenantTally(String tenant) {
    this.tenant = tenant;
    this.unneeded = Meaning.unneeded(this);
  }

  String tenant() {
    return tenant;
  }

  /// What all series of the tenant are that nothing needs: one object for all of them.
  Meaning unneeded() {
    return unneeded;
  }

  /// One more series.
  ///
  /// @return how many that makes in this body
  int count(int body) {
    if (bodyNumber != body) {
      bodyNumber = body;
      series = 0;
    }
    return ++series;
  }

  /// How many series of this body were counted so far.
  int counted(int body) {
    return bodyNumber == body ? series : 0;
  }

  /// Something of the tenant was left out of this body, so nothing of it can be used.
  void spoil(int body) {
    spoiledBody = body;
  }

  boolean isSpoiled(int body) {
    return spoiledBody == body;
  }
}
