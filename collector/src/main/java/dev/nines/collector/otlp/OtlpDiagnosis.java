package dev.nines.collector.otlp;

import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.tls.ListenerTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Whether the receiver can listen where it should, or does already, and whether its certificate is
/// valid.
///
/// @param settings of the receiver
/// @param clock the instant at which the certificate must be valid
public record OtlpDiagnosis(OtlpSettings settings, InstantSource clock) implements Diagnosis {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofDays(14);

  @Override
  public String subject() {
    return "otlp";
  }

  @Override
  public List<Finding> examine() throws IOException, InterruptedException {
    var findings = new ArrayList<Finding>();
    for (OtlpSettings.Listener listener : settings.listeners()) {
      findings.add(listening(listener));
    }
    if (settings.tls().isPresent()) {
      findings.add(certificate(settings.tls().get()));
    }
    return findings;
  }

  private Finding listening(OtlpSettings.Listener listener)
      throws IOException, InterruptedException {
    String address = "%s:%d".formatted(listener.host(), listener.port());
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(listener.host(), listener.port()));
      return Finding.ok(address + " is free to listen on");
    } catch (BindException e) {
      if (takesOtlp(listener)) {
        return Finding.ok(address + " takes OTLP already: the gateway that runs");
      }
      return Finding.problem(
          "%s cannot be listened on: %s".formatted(address, e.getMessage()),
          "ss -ltnp 'sport = :%d' shows what uses it; stop that, or choose another listen address"
              .formatted(listener.port()));
    }
  }

  /// Asks with an empty request. Of a receiver with a certificate only the connection is seen.
  private boolean takesOtlp(OtlpSettings.Listener listener) throws InterruptedException {
    if (settings.tls().isPresent()) {
      return true;
    }
    String url =
        "http://%s:%d%s".formatted(listener.host(), listener.port(), Signal.TRACES.httpPath());
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(PATIENCE)
              .header("Content-Type", Encoding.PROTOBUF.contentType())
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 || status == 401;
    } catch (IOException e) {
      return false;
    }
  }

  private Finding certificate(ListenerTls tls) throws IOException {
    Instant end;
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      end =
          ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in))
              .getNotAfter()
              .toInstant();
    } catch (CertificateException e) {
      return Finding.problem(
          "%s is no certificate: %s".formatted(tls.certificate(), e.getMessage()),
          "give the chain in PEM, the leaf first");
    }
    Duration left = Duration.between(clock.instant(), end);
    if (left.isNegative()) {
      return Finding.problem(
          "the certificate %s has expired at %s".formatted(tls.certificate(), end),
          "renew it, and restart the gateway");
    }
    String text = "the certificate is valid until " + end;
    return left.compareTo(SOON) < 0
        ? Finding.advice(text, "renew it, and restart the gateway")
        : Finding.ok(text);
  }
}
