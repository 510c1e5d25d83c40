package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real PostgreSQL on a free loopback port. The superuser `postgres` needs no password; every
/// other role does.
public final class PostgresServer implements AutoCloseable {

  private static final String DEBIAN_PACKAGE = "postgresql";
  private static final String SYSTEM_USER = "postgres";

  /// Where Debian keeps each version's programs, which it leaves out of the `PATH`.
  private static final Path DEBIAN_FOLDER = Path.of("/usr/lib/postgresql");

  private final ServerProcess process;
  private final List<String> command;
  private final Path programs;
  private final Path data;
  private final int port;

  private PostgresServer(
      ServerProcess process, List<String> command, Path programs, Path data, int port) {
    this.process = process;
    this.command = command;
    this.programs = programs;
    this.data = data;
    this.port = port;
  }

  /// Starts a server with an empty database `postgres`.
  ///
  /// @param settings as on the command line, e.g. `shared_preload_libraries=pg_stat_statements`
  public static PostgresServer start(String... settings) {
    Path programs = programs();
    Path folder = ServerProcess.newFolder("postgres");
    Path data = folder.resolve("data");
    give(folder);
    ServerProcess.run(
        folder,
        asUser(
            List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync")));
    return launch(programs, folder, data, settings);
  }

  /// Starts a standby that follows this server.
  public PostgresServer startStandby(String... settings) {
    Path folder = ServerProcess.newFolder("postgres");
    Path copy = folder.resolve("data");
    give(folder);
    ServerProcess.run(
        folder,
        asUser(
            List.of(
                programs.resolve("pg_basebackup").toString(),
                "--pgdata=" + copy,
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=postgres",
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--no-sync")));
    return launch(programs, folder, copy, settings);
  }

  private static PostgresServer launch(Path programs, Path folder, Path data, String... settings) {
    allowSuperuser(data);
    int port = FreePort.find();
    var command = new ArrayList<String>();
    command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
    command.addAll(List.of("-p", Integer.toString(port), "-h", "127.0.0.1", "-k", ""));
    // Small and quick: a test's data need not survive a power cut.
    command.addAll(List.of("-c", "fsync=off", "-c", "shared_buffers=32MB"));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    List<String> launched = asUser(command);
    var process = ServerProcess.start("postgres", folder, launched, () -> isReady(programs, port));
    return new PostgresServer(process, launched, programs, data, port);
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The JDBC URL of a database, without user and password.
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /// Runs `sql` (one or more statements) in the database `postgres` as superuser through the
  /// command line client, each in a transaction of its own; returns its output without column
  /// names.
  public String execute(String sql) {
    return executeIn("postgres", sql);
  }

  /// Runs `sql` in a database.
  public String executeIn(String database, String sql) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of(programs.resolve("psql").toString(), "--no-psqlrc", "--quiet"));
    arguments.addAll(List.of("--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"));
    arguments.addAll(List.of("--host=127.0.0.1", "--port=" + port, "--username=postgres"));
    arguments.addAll(List.of("--dbname=" + database, "--file=" + script(sql)));
    return ServerProcess.run(process.folder(), arguments).strip();
  }

  /// Stops the server in good order; its data and port stay for [#restart()].
  public void stop() {
    ServerProcess.run(
        process.folder(),
        asUser(
            List.of(
                programs.resolve("pg_ctl").toString(),
                "--pgdata=" + data,
                "--mode=fast",
                "--wait",
                "stop")));
    process.stop();
  }

  /// Ends the server as a crash would.
  public void kill() {
    List<ProcessHandle> workers =
        ProcessHandle.of(process.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    process.kill();
    workers.forEach(ProcessHandle::destroyForcibly);
    workers.forEach(worker -> worker.onExit().join());
  }

  /// Starts the server again on the same port with the same data.
  public void restart() {
    process.restart(command, () -> isReady(programs, port));
  }

  /// The process id of the server, which its workers' end with.
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    kill();
    process.close();
  }

  private Path script(String sql) {
    try {
      return Files.writeString(process.folder().resolve("script.sql"), sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReady(Path programs, int port) {
    try {
      return new ProcessBuilder(
                  programs.resolve("pg_isready").toString(),
                  "--quiet",
                  "--host=127.0.0.1",
                  "--port=" + port)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void allowSuperuser(Path data) {
    try {
      Files.writeString(
          data.resolve("pg_hba.conf"),
          """
          host all postgres 127.0.0.1/32 trust
          host replication postgres 127.0.0.1/32 trust
          host all all 127.0.0.1/32 scram-sha-256
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    Optional<Path> newest = Optional.empty();
    if (Files.isDirectory(DEBIAN_FOLDER)) {
      try (Stream<Path> versions = Files.list(DEBIAN_FOLDER)) {
        newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                .max(Comparator.naturalOrder());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return newest.orElseGet(
        () -> {
          Path found = ExternalBinary.require("postgres", DEBIAN_PACKAGE);
          return Optional.ofNullable(found.getParent()).orElseThrow();
        });
  }

  /// The server refuses to run as root at all, so it runs as the user that its package made.
  private static List<String> asUser(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    var withUser = new ArrayList<String>();
    withUser.addAll(List.of("setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER));
    withUser.add("--clear-groups");
    withUser.addAll(command);
    return List.copyOf(withUser);
  }

  private static void give(Path folder) {
    if (!isRoot()) {
      return;
    }
    try {
      var lookup = folder.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(folder, lookup.lookupPrincipalByName(SYSTEM_USER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
