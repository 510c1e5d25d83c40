package dev.nines.alerts.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server for tests: takes one message for each connection and keeps what was said.
final class SmtpServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final String toRecipients;

  /// @param toRecipients what it answers to `RCPT TO`, but for `nobody`, whom it does not know
  SmtpServer(String toRecipients) throws IOException {
    this.toRecipients = toRecipients;
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> said() {
    return said;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        talk(client);
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void talk(Socket client) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    answer(client, "220 test ESMTP");
    boolean data = false;
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      said.add(line);
      if (data) {
        if (line.equals(".")) {
          data = false;
          answer(client, "250 taken");
        }
        continue;
      }
      data = line.equals("DATA");
      answer(client, answerTo(line));
      if (line.equals("QUIT")) {
        return;
      }
    }
  }

  private String answerTo(String line) {
    return switch (line.split(" ")[0]) {
      case "EHLO" -> "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN";
      case "RCPT" -> line.contains("<nobody@") ? "550 no such user" : toRecipients;
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      case "STARTTLS" -> "502 not here";
      default -> "250 ok";
    };
  }

  private static void answer(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
