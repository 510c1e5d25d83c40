package dev.nines.collector.otlp;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.Senders;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Finds out who sends: by bearer token or by client certificate.
final class Doorkeeper {
  private final Supplier<Senders> senders;

  Doorkeeper(Supplier<Senders> senders) {
    this.senders = senders;
  }

  Optional<Sender> sender(HttpServerRequest request) {
    return senders.get().identify(request.getHeader("Authorization"), certificateName(request));
  }

  /// The common name of the client's certificate, which the authority of the receiver has signed.
  private static @Nullable String certificateName(HttpServerRequest request) {
    if (!request.isSSL()) {
      return null;
    }
    try {
      List<Certificate> chain = request.connection().peerCertificates();
      return chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate client)
          ? null
          : commonName(client);
    } catch (SSLPeerUnverifiedException e) {
      return null; // it showed none
    }
  }

  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
      return null;
    } catch (InvalidNameException e) {
      return null;
    }
  }
}
