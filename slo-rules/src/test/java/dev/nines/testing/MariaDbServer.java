package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real MariaDB on a free loopback port, with grants on. `root` has no password, on TCP and on
/// the socket.
public final class MariaDbServer implements AutoCloseable {

  private static final String DEBIAN_PACKAGE = "mariadb-server";

  private final ServerProcess process;
  private final List<String> command;
  private final Path client;
  private final Path socket;
  private final int port;

  MariaDbServer(ServerProcess process, List<String> command, Path client, Path socket, int port) {
    this.process = process;
    this.command = command;
    this.client = client;
    this.socket = socket;
    this.port = port;
  }

  /// Starts a server with an empty database.
  ///
  /// @param settings lines of the server's section of `my.cnf`, e.g. `userstat=ON`
  public static MariaDbServer start(String... settings) {
    Path daemon = ExternalBinary.require("mariadbd", DEBIAN_PACKAGE);
    Path installer = ExternalBinary.require("mariadb-install-db", DEBIAN_PACKAGE);
    Path client = ExternalBinary.require("mariadb", "mariadb-client");
    Path folder = ServerProcess.newFolder("mariadb");
    Path data = folder.resolve("data");
    Path socket = folder.resolve("sock");
    int port = FreePort.find();

    ServerProcess.run(folder, asUser(installCommand(installer, data)));
    List<String> command =
        asUser(
            List.of(
                daemon.toString(),
                "--defaults-file=" + writeSettings(folder, settings),
                "--datadir=" + data,
                "--socket=" + socket,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--pid-file=" + folder.resolve("pid")));
    var process = ServerProcess.start("mariadb", folder, command, () -> ReadyCheck.listens(port));
    return new MariaDbServer(process, command, client, socket, port);
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The Unix socket.
  public Path socket() {
    return socket;
  }

  /// The JDBC URL of `schema` (may be empty), without user and password.
  public String jdbcUrl(String schema) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + schema;
  }

  /// Runs `sql` (one or more statements) as root through the command line client; returns its
  /// tab-separated output without column names.
  public String execute(String sql) {
    return ServerProcess.run(
            process.folder(),
            List.of(
                client.toString(),
                "--no-defaults",
                "--socket=" + socket,
                "--user=root",
                "--batch",
                "--skip-column-names",
                "--execute=" + sql))
        .strip();
  }

  /// Stops the server in good order; its data and port stay for [#restart()].
  public void stop() {
    process.stop();
  }

  /// Ends the server as a crash would.
  public void kill() {
    process.kill();
  }

  /// Starts the server again on the same port with the same data.
  public void restart() {
    process.restart(command, () -> ReadyCheck.listens(port));
  }

  /// The server's process id, for a test that freezes it.
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }

  private static List<String> installCommand(Path installer, Path data) {
    return List.of(
        installer.toString(),
        "--no-defaults",
        "--datadir=" + data,
        "--auth-root-authentication-method=normal",
        "--skip-name-resolve",
        "--skip-test-db");
  }

  private static Path writeSettings(Path folder, String... settings) {
    var lines = new ArrayList<String>();
    lines.add("[mariadbd]");
    // Small and quick: a test's data fit into little, and need not survive a power cut.
    lines.add("innodb_buffer_pool_size=64M");
    lines.add("innodb_log_file_size=16M");
    lines.add("innodb_flush_log_at_trx_commit=0");
    lines.add("performance_schema=ON");
    lines.addAll(List.of(settings));
    try {
      return Files.write(folder.resolve("my.cnf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server refuses to run as root unless it is told to.
  static List<String> asUser(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    var withUser = new ArrayList<>(command);
    withUser.add("--user=root");
    return List.copyOf(withUser);
  }
}
