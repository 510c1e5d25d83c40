package dev.nines.collector.otlp;

/// Where requests go on to, unchanged. Called by several threads.
public interface Outlet {
  /// Nobody.
  Outlet NONE = (signal, encoding, body) -> {};

  /// Takes over a request, durably: when this returns, the request may be acknowledged. What the
  /// outlet cannot keep it counts itself; that does not hold up the measuring.
  ///
  /// @param body unpacked, in the encoding in which it came
  void put(Signal signal, Encoding encoding, byte[] body);
}
