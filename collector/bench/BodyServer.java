import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// Shows the bodies that `collector/bench/scrape` and `start` have scraped: targets of 16 series for each of
/// their tenants, the same to everybody, growing from one scrape to the next. Run as a source file.
///
/// Arguments: port, targets, tenants of a target. `/t3/metrics` is target 3; `POST /sink` takes
/// anything, `/health/` and what is below answers 200.
final class BodyServer {
  private static final int VARIANTS = 4;
  private static final String[] EDGES = {
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"
  };

  private BodyServer() {}

  public static void main(String[] arguments) throws IOException {
    int targets = Integer.parseInt(arguments[1]);
    int tenants = Integer.parseInt(arguments[2]);
    var server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            1000);
    server.setExecutor(Executors.newCachedThreadPool());
    for (int target = 0; target < targets; target++) {
      var bodies = new byte[VARIANTS][];
      for (int variant = 0; variant < VARIANTS; variant++) {
        bodies[variant] = body(target * tenants, tenants, variant);
      }
      server.createContext(
          "/t" + target + "/",
          exchange -> {
            int variant = (int) (System.currentTimeMillis() / 5000 % VARIANTS);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bodies[variant].length);
            exchange.getResponseBody().write(bodies[variant]);
            exchange.close();
          });
    }
    server.createContext(
        "/sink",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/health/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  private static byte[] body(int firstTenant, int tenants, int variant) {
    var text = new StringBuilder();
    text.append("# TYPE http_requests_total counter\n");
    for (int tenant = firstTenant; tenant < firstTenant + tenants; tenant++) {
      long requests = 1000L + 10L * variant + tenant % 17;
      line(text, "http_requests_total", tenant, ",code=\"200\"", Long.toString(requests));
      line(text, "http_requests_total", tenant, ",code=\"500\"", Long.toString(tenant % 3));
    }
    text.append("# TYPE http_request_duration_seconds histogram\n");
    for (int tenant = firstTenant; tenant < firstTenant + tenants; tenant++) {
      long requests = 1000L + 10L * variant + tenant % 17;
      for (int i = 0; i < EDGES.length; i++) {
        String labels = ",operation=\"dashboard\",le=\"" + EDGES[i] + "\"";
        String count = Long.toString(requests * (i + 1) / EDGES.length);
        line(text, "http_request_duration_seconds_bucket", tenant, labels, count);
      }
      String labels = ",operation=\"dashboard\"";
      line(text, "http_request_duration_seconds_count", tenant, labels, Long.toString(requests));
      line(text, "http_request_duration_seconds_sum", tenant, labels, requests * 0.037 + "");
    }
    text.append("# TYPE sessions gauge\n# TYPE queue_depth gauge\n");
    for (int tenant = firstTenant; tenant < firstTenant + tenants; tenant++) {
      line(text, "sessions", tenant, "", Integer.toString(tenant % 50 + variant));
      line(text, "queue_depth", tenant, "", Integer.toString(tenant % 7));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(
      StringBuilder into, String name, int tenant, String labels, String value) {
    into.append(name)
        .append("{tenant=\"tenant-%05d\"".formatted(tenant))
        .append(labels)
        .append("} ")
        .append(value)
        .append('\n');
  }
}
