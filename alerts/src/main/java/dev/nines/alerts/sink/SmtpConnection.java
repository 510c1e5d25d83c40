package dev.nines.alerts.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

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
  static SmtpConnection open(SmtpSettings settings) throws IOException {
    var plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(settings.host(), settings.port()), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      return greeted(plain, settings);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static SmtpConnection greeted(Socket plain, SmtpSettings settings) throws IOException {
    boolean tls = settings.security() == SmtpSettings.Security.TLS;
    var connection = new SmtpConnection(tls ? secured(plain, settings) : plain);
    connection.awaitGreeting();
    connection.agree("EHLO nines", 250);
    if (settings.security() == SmtpSettings.Security.STARTTLS) {
      connection.agree("STARTTLS", 220);
      if (connection.in.ready()) { // somebody on the way speaks for the server (RFC 3207, 6)
        throw new IOException("the mail server said more than it may before TLS began");
      }
      connection.socket = secured(plain, settings);
      connection.in = reader(connection.socket);
      connection.agree("EHLO nines", 250);
    }
    return connection;
  }

  private static Socket secured(Socket plain, SmtpSettings settings) throws IOException {
    var secured =
        (SSLSocket)
            context(settings)
                .getSocketFactory()
                .createSocket(plain, settings.host(), settings.port(), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be the host's
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static SSLContext context(SmtpSettings settings) throws IOException {
    try {
      return settings.trust().context();
    } catch (GeneralSecurityException e) {
      throw new IOException("the mail server's authority cannot be read: " + e.getMessage(), e);
    }
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

  /// The same for what is about the connection and no message: whatever is wrong with it is put
  /// right one day.
  void agree(String line, int expected) throws IOException {
    try {
      say(line, expected);
    } catch (Sink.RefusedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Says good-bye. The message is taken by now, whatever is answered: sent again, it would come
  /// twice.
  void leave() {
    try {
      agree("QUIT", 221);
    } catch (IOException _) {
      // closed next
    }
  }

  private void awaitGreeting() throws IOException {
    try {
      expect(220);
    } catch (Sink.RefusedException e) {
      throw new IOException(e.getMessage(), e);
    }
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
