package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.http.WebConfig;
import dev.nines.collector.gateway.http.WebConfig.TenantToken;
import dev.nines.collector.tls.ListenerTls;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the file of `--web.config.file`, in the Prometheus family's format
/// (prometheus/exporter-toolkit, web-configuration.md): `tls_server_config` with certificate, key
/// and client authority, and `basic_auth_users`; and, of our own, `tenant_tokens`. What the gateway
/// does not take is refused, not ignored.
public final class WebConfigReader {
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final List<String> CLIENT_AUTH_TYPES =
      List.of("NoClientCert", "RequireAndVerifyClientCert");

  private final Values values;
  private final Diagnostics out = new Diagnostics();

  private WebConfigReader(Values values) {
    this.values = values;
  }

  /// What reading a file came to.
  ///
  /// @param config the configuration, if the file has no error
  /// @param diagnostics everything to say about the file, by place
  public record Outcome(Optional<WebConfig> config, List<Diagnostic> diagnostics) {}

  /// Reads a file.
  public static Outcome read(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    var reader = new WebConfigReader(new Values(folder, System::getenv));
    try {
      return reader.document(file.toString(), Files.readString(absolute));
    } catch (IOException e) {
      reader.out.error(
          new Position(file.toString(), 1, 1),
          "",
          "the file cannot be read: " + e.getMessage(),
          "Name an existing UTF-8 file that the gateway's user may read");
      return new Outcome(Optional.empty(), reader.out.sorted());
    }
  }

  private Outcome document(String name, String text) {
    Optional<YamlNode> document = YamlReader.read(name, text, out).stream().findFirst();
    WebConfig config =
        document
            .flatMap(node -> Fields.of(node, out))
            .map(this::config)
            .orElse(WebConfig.OPEN); // an empty file asks for nothing, as in Prometheus
    return new Outcome(out.hasErrors() ? Optional.empty() : Optional.of(config), out.sorted());
  }

  private WebConfig config(Fields root) {
    Optional<ListenerTls> tls =
        root.optional("tls_server_config").flatMap(Field::fields).flatMap(this::tls);
    Map<String, String> users = new TreeMap<>();
    root.optional("basic_auth_users")
        .flatMap(Field::fields)
        .ifPresent(written -> written.all().forEach(user -> addUser(user, users)));
    List<TenantToken> tokens = new ArrayList<>();
    root.optional("tenant_tokens")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item -> item.fields().flatMap(this::tenantToken).ifPresent(tokens::add)));
    root.finish();
    return new WebConfig(tls, users, tokens);
  }

  private Optional<TenantToken> tenantToken(Fields fields) {
    Optional<TenantId> tenant =
        fields.required("tenant").flatMap(values::text).flatMap(id -> tenantId(fields, id));
    Optional<String> digest =
        fields
            .required("sha256")
            .flatMap(field -> field.nonEmptyText().filter(x -> isDigest(field, x)));
    fields.finish();
    return tenant.flatMap(id -> digest.map(each -> new TenantToken(id, each)));
  }

  private static Optional<TenantId> tenantId(Fields fields, String id) {
    if (TenantId.isValid(id)) {
      return Optional.of(new TenantId(id));
    }
    fields.error(
        "'%s' is not a tenant's id".formatted(id), "Write the id as the tenants' list does");
    return Optional.empty();
  }

  private static boolean isDigest(Field field, String text) {
    boolean fits = SHA256.matcher(text).matches();
    if (!fits) {
      field.error(
          "is not the SHA-256 digest of a token",
          "Make a token with 'openssl rand -hex 32', and its digest with"
              + " 'printf %s \"$token\" | sha256sum'");
    }
    return fits;
  }

  private static void addUser(Field user, Map<String, String> users) {
    user.nonEmptyText()
        .ifPresent(
            hash -> {
              if (!BCRYPT.matcher(hash).matches()) {
                user.out()
                    .error(
                        user.at(),
                        user.path(),
                        "is not a bcrypt hash",
                        "Make one, for example with: htpasswd -nBC 10 " + user.name());
              }
              users.put(user.name(), hash);
            });
  }

  private Optional<ListenerTls> tls(Fields fields) {
    Optional<Path> certificate =
        fields.required("cert_file").flatMap(each -> values.path(each, false));
    Optional<Path> key = fields.required("key_file").flatMap(each -> values.path(each, false));
    Optional<Path> authority = values.file(fields, "client_ca_file");
    String clientAuth =
        fields
            .optional("client_auth_type")
            .flatMap(each -> each.oneOf(CLIENT_AUTH_TYPES))
            .orElse("NoClientCert");
    if (clientAuth.startsWith("Require") != authority.isPresent()) {
      fields.error(
          "client_ca_file and client_auth_type do not fit together",
          "Write both client_ca_file and client_auth_type: RequireAndVerifyClientCert, or neither");
    }
    fields.finish();
    return certificate.flatMap(cert -> key.map(each -> new ListenerTls(cert, each, authority)));
  }
}
