package dev.nines.demo.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;

/// A server of the monitoring family that is ready when an address of its HTTP port answers 200.
final class HttpServerProgram implements AutoCloseable {

  private static final int ANSWER_MILLIS = 1000;

  private final int port;
  private final ServerProcess process;

  HttpServerProgram(
      String name, List<String> command, ServerFolder folder, int port, String readyPath) {
    this.port = port;
    this.process = new ServerProcess(name, command, folder, () -> answersOk(url() + readyPath));
  }

  void start() {
    process.start();
  }

  @Override
  public void close() {
    process.close();
  }

  /// The base address, without a trailing slash.
  String url() {
    return "http://127.0.0.1:" + port;
  }

  private static boolean answersOk(String url) {
    try {
      var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
