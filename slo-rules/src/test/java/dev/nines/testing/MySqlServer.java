package dev.nines.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real MySQL on a free loopback port. It speaks the protocol of a MariaDB, so it is driven as
/// one and by the same client. `root` has no password, on TCP and on the socket; who has one logs
/// in with `allowPublicKeyRetrieval=true` in the address.
public final class MySqlServer {
  /// Debian's stable releases have none; `.ci/newer-servers` unpacks it.
  private static final String DEBIAN_PACKAGE = "mysql-server-core";

  private MySqlServer() {}

  /// Starts a server with an empty database.
  ///
  /// @param settings lines of the server's section of `my.cnf`, e.g. `long_query_time=0.1`
  public static MariaDbServer start(String... settings) {
    Path daemon = ExternalBinary.require("mysqld", DEBIAN_PACKAGE);
    Path client = ExternalBinary.require("mariadb", "mariadb-client");
    Path folder = ServerProcess.newFolder("mysql");
    Path socket = folder.resolve("sock");
    int port = FreePort.find();
    String data = "--datadir=" + folder.resolve("data");

    ServerProcess.run(
        folder, MariaDbServer.asUser(List.of(daemon.toString(), "--initialize-insecure", data)));
    var command = new ArrayList<>(List.of(daemon.toString(), data));
    command.addAll(
        List.of(
            "--socket=" + socket,
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--mysqlx=OFF",
            "--secure-file-priv=NULL",
            "--disable-log-bin",
            "--innodb-flush-log-at-trx-commit=0",
            "--pid-file=" + folder.resolve("pid")));
    for (String line : settings) {
      if (line.contains("=") && !line.startsWith("#")) {
        command.add("--" + line.replace("'", ""));
      }
    }
    List<String> run = MariaDbServer.asUser(command);
    var process = ServerProcess.start("mysql", folder, run, () -> ReadyCheck.listens(port));
    var server = new MariaDbServer(process, run, client, socket, port);
    server.execute(
        "CREATE USER root@'127.0.0.1'; GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION");
    return server;
  }
}
