package dev.nines.demo;

import dev.nines.demo.saas.DatabaseAddress;
import dev.nines.demo.saas.DemoTenant;
import dev.nines.demo.saas.Passwords;
import dev.nines.demo.saas.Provisioning;
import dev.nines.demo.saas.Saas;
import dev.nines.demo.traffic.Traffic;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nines demo saas`: only the SaaS with its users, on a database server that is run elsewhere.
/// What the compose file starts.
@Command(
    name = "saas",
    description = "Only the SaaS and its users, on a MariaDB that runs elsewhere.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SaasCommand implements Callable<Integer> {

  private static final long SEED = 9_610;

  @Option(
      names = "--database-url",
      required = true,
      paramLabel = "URL",
      description = "jdbc:mariadb://host:port/")
  private String databaseUrl;

  @Option(names = "--database-user", defaultValue = "root", description = "Default: root")
  private String databaseUser;

  @Option(
      names = "--database-password-file",
      required = true,
      paramLabel = "FILE",
      description = "The administrator's password.")
  private Path databasePasswordFile;

  @Option(
      names = "--measuring-password-file",
      required = true,
      paramLabel = "FILE",
      description = "The password that the gateway's measuring user gets.")
  private Path measuringPasswordFile;

  @Option(
      names = "--control-password-file",
      required = true,
      paramLabel = "FILE",
      description = "The password that the gateway's user of the control database gets.")
  private Path controlPasswordFile;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address to listen on. Default: 127.0.0.1")
  private String host;

  @Option(names = "--port", defaultValue = "9620", description = "The API. Default: 9620")
  private int port;

  @Option(
      names = "--faults-port",
      defaultValue = "9621",
      description = "The faults, without authentication. Default: 9621")
  private int faultsPort;

  @Override
  public Integer call() throws Exception {
    String administratorPassword = read(databasePasswordFile);
    List<DemoTenant> tenants = DemoTenant.all();
    var address = new DatabaseAddress(databaseUrl, databaseUser, administratorPassword, "%");
    var passwords = new Passwords(administratorPassword);
    provision(new Provisioning(address, passwords), address, tenants);
    Vertx vertx = Vertx.vertx();
    Saas saas =
        Saas.start(
            vertx,
            new Saas.Settings(host, port, faultsPort, tenants),
            address,
            passwords,
            Optional.empty());
    var traffic =
        Traffic.start(
            vertx, URI.create("http://127.0.0.1:" + port), tenants, InstantSource.system(), SEED);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  traffic.close();
                  saas.close();
                },
                "saas-stop"));
    new CountDownLatch(1).await();
    return 0;
  }

  private void provision(
      Provisioning provisioning, DatabaseAddress address, List<DemoTenant> tenants)
      throws SQLException, IOException {
    provisioning.provision(tenants);
    GatewayAccounts.create(
        provisioning, address, read(measuringPasswordFile), read(controlPasswordFile));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
