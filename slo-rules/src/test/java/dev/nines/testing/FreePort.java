package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports for servers that cannot choose one themselves.
public final class FreePort {

  private FreePort() {}

  /// A loopback TCP port that was free a moment ago. Prefer port 0 where the server can report what
  /// it got.
  public static int find() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
