package dev.nines.collector.mariadb;

import dev.nines.collector.database.ReadOnlySession;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Where the passwords of tenants' own database users are. Each is asked for when it is used, one
/// tenant's at a time, and not kept: a rotated one is taken up, and no place holds them all.
public sealed interface TenantPasswords {

  /// What stands for the tenant in a path.
  String PLACEHOLDER = "{tenant.id}";

  /// The password of a tenant's user; empty if none is known.
  ///
  /// @throws IOException if the file is there and cannot be read
  /// @throws SQLException if the database cannot be asked
  Optional<String> of(TenantId tenant) throws IOException, SQLException;

  /// A file for each tenant that holds nothing but the password.
  ///
  /// @param template a path with [#PLACEHOLDER]; an id has no `/`
  record InFiles(Path template) implements TenantPasswords {
    @Override
    public Optional<String> of(TenantId tenant) throws IOException {
      Path file = Path.of(template.toString().replace(PLACEHOLDER, tenant.value()));
      try {
        return Optional.of(Files.readString(file).strip());
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  /// A query on a database that knows them.
  ///
  /// @param session how it is asked
  /// @param query one SELECT with one `?`, which stands for the tenant's id; the first column of
  ///   its first row is the password
  record ByQuery(ReadOnlySession session, String query) implements TenantPasswords {
    @Override
    public Optional<String> of(TenantId tenant) throws SQLException {
      try (Connection connection = session.open();
          PreparedStatement statement = connection.prepareStatement(query)) {
        statement.setString(1, tenant.value());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
      }
    }
  }
}
