package dev.nines.collector.gateway.config;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the file of `otlp.senders_file`: who may send, by the hash of a token or by certificate,
/// and for which tenants.
final class SendersReader {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final Values values;
  private final Map<String, Sender> byToken = new HashMap<>();
  private final Map<String, Sender> byCertificate = new HashMap<>();

  SendersReader(Values values) {
    this.values = values;
  }

  /// @param named the field that names the file
  Senders read(Field named) {
    values.path(named, false).filter(Files::isRegularFile).ifPresent(file -> read(file, named));
    return new Senders(byToken, byCertificate, false);
  }

  private void read(Path file, Field named) {
    try {
      YamlReader.read(file.toString(), Files.readString(file), named.out()).stream()
          .findFirst()
          .flatMap(node -> Fields.of(node, named.out()))
          .ifPresent(this::document);
    } catch (IOException e) {
      named.error("cannot be read: " + e.getMessage(), "Let the gateway's user read it");
    }
  }

  private void document(Fields root) {
    root.required("senders")
        .ifPresent(list -> list.items().forEach(item -> item.fields().ifPresent(this::sender)));
    root.finish();
  }

  private void sender(Fields fields) {
    var sender =
        new Sender(
            values.requiredText(fields, "name"), Set.copyOf(values.texts(fields, "tenants")));
    Optional<Field> token = fields.optional("token_sha256");
    Optional<Field> certificate = fields.optional("certificate");
    token.ifPresent(field -> addToken(field, sender));
    certificate.flatMap(values::text).ifPresent(name -> byCertificate.put(name, sender));
    if (token.isEmpty() && certificate.isEmpty()) {
      fields.error(
          "says no way to recognise the sender",
          "Write token_sha256 (printf %s \"$TOKEN\" | sha256sum) or certificate (its common name)");
    }
    fields.finish();
  }

  private void addToken(Field field, Sender sender) {
    field
        .text()
        .ifPresent(
            hash -> {
              if (!SHA_256.matcher(hash).matches()) {
                field.error(
                    "is not a SHA-256 hash", "Make it with: printf %s \"$TOKEN\" | sha256sum");
              } else if (byToken.put(hash, sender) != null) {
                field.error("is the hash of another sender's token", "Give each its own token");
              }
            });
  }
}
