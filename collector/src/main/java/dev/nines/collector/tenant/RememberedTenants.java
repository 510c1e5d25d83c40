package dev.nines.collector.tenant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.nines.slo.model.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A list that writes down what it reads, so that the next process knows its tenants even while the
/// place cannot be reached. The file has the format of [FileTenants] (as JSON), holds what the
/// control query returns, and is readable by the gateway's user only.
public final class RememberedTenants implements TenantList {
  private static final Logger log = LoggerFactory.getLogger(RememberedTenants.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final TenantList list;
  private final Path file;
  private List<Tenant> written = List.of();

  /// @param list the place
  /// @param file where its tenants are kept; written only by this list
  public RememberedTenants(TenantList list, Path file) {
    this.list = list;
    this.file = file;
  }

  @Override
  public String name() {
    return list.name();
  }

  /// Reads the place, and writes down what it says if that has changed.
  @Override
  public Result read() throws Exception {
    Result result = list.read();
    if (!result.tenants().isEmpty() && !result.tenants().equals(written)) {
      try {
        write(result.tenants());
        written = result.tenants();
      } catch (IOException e) {
        log.warn("Tenants: they cannot be kept for the next start: {}", e.toString());
      }
    }
    return result;
  }

  @Override
  public List<Tenant> remembered() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<Tenant> tenants = new FileTenants(file).read().tenants();
      log.info("Tenants: {} of {} are known from the last run", tenants.size(), name());
      return tenants;
    } catch (IOException e) {
      log.warn("Tenants: what was kept of {} cannot be read: {}", name(), e.getMessage());
      return List.of();
    }
  }

  /// Written beside and moved into place, so that a crash leaves the old file or the new one.
  private void write(List<Tenant> tenants) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    if (Files.getFileAttributeView(fresh, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    List<Map<String, Object>> rows = tenants.stream().map(RememberedTenants::row).toList();
    JSON.writeValue(fresh.toFile(), Map.of("tenants", rows));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, Object> row(Tenant tenant) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", tenant.id().value());
    row.put("name", tenant.name());
    row.put("tier", tenant.tier());
    row.put("onboarded_at", tenant.onboardedAt().toString());
    tenant
        .contractValueEuros()
        .ifPresent(value -> row.put("contract_value", value.toPlainString()));
    row.put("zone", tenant.zone().getId());
    row.put("language", tenant.language().toLanguageTag());
    row.put("report_recipients", tenant.reportRecipients());
    tenant.database().ifPresent(database -> row.put("database", database));
    tenant.databaseUser().ifPresent(user -> row.put("database_user", user));
    row.put("labels", tenant.labels());
    return row;
  }
}
