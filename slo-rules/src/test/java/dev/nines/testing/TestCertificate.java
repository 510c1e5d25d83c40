package dev.nines.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for a host and the authority that issued it, made by the JDK's keytool.
///
/// @param tls for a server that shows it
/// @param authorityPem for a client that trusts the authority
public record TestCertificate(SSLContext tls, Path authorityPem) {
  private static final String PASSWORD = "changeit";

  /// @param folder a new one for each certificate
  /// @param validity options of keytool
  public static TestCertificate forHost(Path folder, String host, String... validity)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = Files.createDirectories(folder).resolve("keys.p12");
    keytool(store, "authority", List.of("-dname", "CN=Test authority", "-ext", "bc=ca:true"));
    var options = new ArrayList<>(List.of("-dname", "CN=" + host, "-ext", "SAN=dns:" + host));
    options.addAll(List.of("-signer", "authority"));
    options.addAll(List.of(validity));
    keytool(store, "host", options);

    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Path pem = folder.resolve("authority.pem");
    String encoded =
        Base64.getMimeEncoder().encodeToString(keys.getCertificate("authority").getEncoded());
    Files.writeString(
        pem, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    keys.deleteEntry("authority");
    return new TestCertificate(context(keys), pem);
  }

  private static void keytool(Path store, String alias, List<String> options)
      throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command = new ArrayList<>(List.of(program, "-genkeypair", "-alias", alias));
    command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }
}
