package dev.nines.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An address on 127.0.0.1 that leads to a server, and for a while to another one, to none, or into
/// silence: what a virtual address, a proxy or a broken network does.
public final class Switchboard implements AutoCloseable {
  private enum State {
    LEADS,
    CUTS,
    HANGS
  }

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.LEADS;
  private volatile int target;

  /// @param port of the server on 127.0.0.1
  public Switchboard(int port) {
    target = port;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// Where it listens.
  public int port() {
    return listener.getLocalPort();
  }

  /// Leads to a port from now on, and cuts what is connected.
  public void switchTo(int port) {
    target = port;
    state = State.LEADS;
    cutAll();
  }

  /// Leads to its server again.
  public void mend() {
    switchTo(target);
  }

  /// Ends each connection at once.
  public void cut() {
    state = State.CUTS;
    cutAll();
  }

  /// Takes connections and says nothing; what is connected falls silent.
  public void hang() {
    state = State.HANGS;
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        switch (state) {
          case LEADS -> lead(client);
          case CUTS -> quietly(client);
          case HANGS -> open.add(client);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void lead(Socket client) {
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(client);
      open.add(server);
      Thread.ofVirtual().start(() -> pump(client, server));
      Thread.ofVirtual().start(() -> pump(server, client));
    } catch (IOException e) {
      quietly(client);
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (state != State.HANGS) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // cut
    } finally {
      quietly(from);
      quietly(to);
    }
  }

  private void cutAll() {
    open.forEach(Switchboard::quietly);
    open.clear();
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
