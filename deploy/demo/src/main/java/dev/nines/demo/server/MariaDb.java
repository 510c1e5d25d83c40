package dev.nines.demo.server;

import dev.nines.collector.mariadb.MariaDbGrants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The MariaDB of the demo: grants on, on the loopback interface and a Unix socket, with the
/// settings that the gateway asks of every server that it measures.
///
/// Safe between threads; [#start()] and [#stop()] may alternate for as long as the demo runs, on
/// the same port.
public final class MariaDb implements AutoCloseable {

  private static final String ADMINISTRATOR = "nines_demo_admin";

  private final MariaDbProgram program;
  private final ServerFolder folder;
  private final Path data;
  private final int port;
  private final ServerProcess process;

  private MariaDb(MariaDbProgram program, ServerFolder folder, int port) {
    this.program = program;
    this.folder = folder;
    // A newer server upgrades the files of an older one, and never back: each has its own.
    this.data = folder.data("mariadb").resolve(program.series());
    this.port = port;
    this.process =
        new ServerProcess(
            "mariadb",
            asOwner(
                List.of(
                    program.daemon().toString(),
                    "--defaults-file=" + settingsFile(),
                    "--init-file=" + initFile()),
                folder),
            folder,
            this::answers);
  }

  /// The system's MariaDB, or an embedded one where there is none.
  public static MariaDb find(ServerFolder folder, int port) {
    return new MariaDb(MariaDbProgram.find(folder), folder, port);
  }

  /// The embedded MariaDB, even if the system has one.
  public static MariaDb embedded(ServerFolder folder, int port) {
    return new MariaDb(MariaDbProgram.embedded(folder), folder, port);
  }

  /// Starts the server, after creating its system tables the first time, and returns when it
  /// answers.
  public void start() {
    ServerFolder.writePrivately(settingsFile(), settings());
    ServerFolder.writePrivately(initFile(), initStatements());
    if (!Files.isDirectory(data)) {
      install();
    }
    process.start();
  }

  /// Stops the server; its data stay.
  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    process.close();
  }

  /// For example `10.11.19`.
  public String version() {
    return program.version();
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The JDBC URL without a schema, of the administrator and of everybody else.
  public String jdbcUrl() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/";
  }

  /// The user who may do everything.
  public String administrator() {
    return ADMINISTRATOR;
  }

  /// The password of [#administrator()].
  public String administratorPassword() {
    return folder.secret(ADMINISTRATOR);
  }

  private boolean answers() {
    if (!Ports.accepts(port)) {
      return false;
    }
    try (Connection connection =
        DriverManager.getConnection(
            jdbcUrl() + "?sslMode=disable&connectTimeout=1000",
            ADMINISTRATOR,
            administratorPassword())) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /// Whole or not at all: an installation that was cut off leaves a folder that is not used.
  private void install() {
    Path unfinished = data.resolveSibling(program.series() + ".unfinished");
    var command = new ArrayList<String>();
    // Called through the shell: the unpacked script's first line may name one that is not here.
    command.add("/bin/sh");
    command.add(program.installer().toString());
    command.add("--defaults-file=" + settingsFile());
    program.base().ifPresent(base -> command.add("--basedir=" + base));
    command.add("--datadir=" + unfinished);
    command.add("--auth-root-authentication-method=socket");
    command.add("--skip-name-resolve");
    command.add("--skip-test-db");
    Folders.delete(unfinished);
    ServerProcess.run("mariadb-install", asOwner(command, folder), folder);
    Folders.move(unfinished, data);
  }

  /// The server refuses to run as root unless it is told to.
  private static List<String> asOwner(List<String> command, ServerFolder folder) {
    if (!folder.ownedByRoot()) {
      return command;
    }
    var withUser = new ArrayList<>(command);
    withUser.add("--user=root");
    return withUser;
  }

  private Path settingsFile() {
    return folder.secretFile("mariadb.cnf");
  }

  private Path initFile() {
    return folder.secretFile("mariadb-init.sql");
  }

  private String settings() {
    String paths =
        """
        [mariadbd]
        %sdatadir=%s
        socket=%s
        pid_file=%s
        tmpdir=%s
        bind_address=127.0.0.1
        port=%d
        """
            .formatted(
                program
                    .base()
                    .map(b -> "basedir=" + b + "\nlc_messages_dir=" + b + "/share\n")
                    .orElse(""),
                data,
                folder.socket("mariadb"),
                data.resolve("mariadbd.pid"),
                folder.data("tmp"), // a starting server deletes the tables that others have in /tmp
                port);
    return paths + Resources.text("mariadb.cnf") + MariaDbGrants.serverSettings();
  }

  /// Read by the server itself at each start but the one that installs: how the administrator gets
  /// in without root's socket.
  private String initStatements() {
    String account = "'%s'@'127.0.0.1'".formatted(ADMINISTRATOR);
    String password = administratorPassword();
    return """
    CREATE USER IF NOT EXISTS %s IDENTIFIED BY '%s';
    ALTER USER %s IDENTIFIED BY '%s';
    GRANT ALL ON *.* TO %s WITH GRANT OPTION;
    """
        .formatted(account, password, account, password, account);
  }
}
