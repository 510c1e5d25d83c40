package dev.nines.demo.history;

import dev.nines.slo.model.TenantId;

/// Something that went wrong for one tenant in the invented past.
///
/// @param tenant whom it hit
/// @param kind what it was
/// @param fromMinute its first minute, since 1970
/// @param toMinute the first minute after it
record Incident(TenantId tenant, Kind kind, long fromMinute, long toMinute) {

  enum Kind {
    /// No statement is answered, every health check and request fails.
    DATABASE_DOWN,
    /// One statement in twenty takes too long, and some requests with them.
    SLOW_QUERIES
  }

  boolean hits(TenantId who, long minute) {
    return fromMinute <= minute && minute < toMinute && tenant.equals(who);
  }
}
