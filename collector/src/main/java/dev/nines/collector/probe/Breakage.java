package dev.nines.collector.probe;

import dev.nines.collector.probe.CheckResult.Bad;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// What an exception says about the target that was asked.
final class Breakage {
  private Breakage() {}

  static Bad meaningOf(Throwable failure) {
    if (has(failure, UnknownHostException.class)) {
      return new Bad(ProbeFailure.DNS, "unknown host");
    }
    if (has(failure, CertificateExpiredException.class)) {
      return new Bad(ProbeFailure.CERTIFICATE_EXPIRED, "its certificate has expired");
    }
    if (has(failure, CertificateNotYetValidException.class)) {
      return new Bad(ProbeFailure.CERTIFICATE_EXPIRED, "its certificate is not valid yet");
    }
    if (has(failure, CertPathBuilderException.class)) {
      return new Bad(
          ProbeFailure.CERTIFICATE_UNTRUSTED,
          "its chain of certificates does not lead to a trusted authority: the authority is"
              + " unknown, or an intermediate certificate is not sent");
    }
    if (has(failure, CertificateException.class)) {
      return new Bad(ProbeFailure.CERTIFICATE_HOST, "its certificate is not for this host");
    }
    if (has(failure, SSLException.class)) {
      return new Bad(ProbeFailure.TLS, "no TLS connection");
    }
    if (has(failure, ConnectException.class)) {
      return new Bad(ProbeFailure.CONNECT, "no connection");
    }
    if (isClosed(failure)) {
      return new Bad(ProbeFailure.RESET, "the connection ended before the answer was whole");
    }
    String kind = failure.getClass().getSimpleName();
    return new Bad(ProbeFailure.PROTOCOL, "a broken answer (" + kind + ")");
  }

  private static boolean isClosed(Throwable failure) {
    return has(failure, HttpClosedException.class)
        || has(failure, StreamResetException.class)
        || has(failure, SocketException.class)
        || has(failure, ClosedChannelException.class);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(kind::isInstance);
  }
}
