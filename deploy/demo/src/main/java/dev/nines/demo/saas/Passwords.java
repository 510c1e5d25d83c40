package dev.nines.demo.saas;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The passwords of the tenants' database users, each derived from one secret, so that only this
/// one has to be kept.
///
/// @param secret the secret
public record Passwords(String secret) {

  private static final String ALGORITHM = "HmacSHA256";

  /// The password of a user: 64 hexadecimal digits.
  public String of(String user) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "Passwords[secret]";
  }
}
