package dev.nines.alerts.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A connection to a mail server (RFC 5321), greeted and protected as it should be.
final class SmtpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 15_000;

  private Socket socket;
  private BufferedReader in;

  private SmtpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = reader(socket);
  }

  /// Connects and greets.
  static SmtpConnection open(SmtpSettings settings) throws IOException, Sink.RefusedException {
    var plain = new Socket();
    plain.connect(new InetSocketAddress(settings.host(), settings.port()), TIMEOUT_MILLIS);
    plain.setSoTimeout(TIMEOUT_MILLIS);
    boolean tls = settings.security() == SmtpSettings.Security.TLS;
    var connection = new SmtpConnection(tls ? secured(plain, settings) : plain);
    try {
      connection.expect(220);
      connection.say("EHLO nines", 250);
      if (settings.security() == SmtpSettings.Security.STARTTLS) {
        connection.say("STARTTLS", 220);
        connection.socket = secured(plain, settings);
        connection.in = reader(connection.socket);
        connection.say("EHLO nines", 250);
      }
      return connection;
    } catch (IOException | Sink.RefusedException e) {
      connection.close();
      throw e;
    }
  }

  private static Socket secured(Socket plain, SmtpSettings settings) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var secured = (SSLSocket) factory.createSocket(plain, settings.host(), settings.port(), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be the host's
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /// Says a line and waits for the answer.
  ///
  /// @throws Sink.RefusedException on a permanent refusal (5xx)
  /// @throws IOException on a passing one, or if the connection breaks
  void say(String line, int expected) throws IOException, Sink.RefusedException {
    var out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    expect(expected);
  }

  private void expect(int expected) throws IOException, Sink.RefusedException {
    String line;
    do {
      line = in.readLine();
      if (line == null || line.length() < 3) {
        throw new IOException("the mail server closed the connection");
      }
    } while (line.length() > 3 && line.charAt(3) == '-');
    if (!line.startsWith(Integer.toString(expected))) {
      if (line.startsWith("5")) {
        throw new Sink.RefusedException("the mail server says: " + line);
      }
      throw new IOException("the mail server says: " + line);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
