package dev.nines.demo.traffic;

import dev.nines.demo.saas.DemoTenant;
import dev.nines.demo.saas.Operation;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Ten users for each tenant who think, make a request, wait for its answer, and think again, until
/// closed.
///
/// A user whose request fails goes on like one whose request was answered. Everything runs on the
/// event loop, so that 120 users cost little.
public final class Traffic implements AutoCloseable {

  /// Users of each tenant.
  public static final int USERS_PER_TENANT = 10;

  /// How long a user thinks at the busiest hour, on average.
  private static final double THINKING_MILLIS_AT_PEAK = 1100;

  private static final double LONGEST_THOUGHT = 5;
  private static final int ANSWER_LIMIT_MILLIS = 10_000;
  private static final double MOBILE_SHARE = 0.6;
  private static final double CREATION_SHARE = 0.25;

  private final Vertx vertx;
  private final HttpClient client;
  private final InstantSource clock;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean closed;

  private Traffic(Vertx vertx, URI saas, InstantSource clock, int users) {
    this.vertx = vertx;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(saas.getHost())
                .setDefaultPort(saas.getPort())
                .setConnectTimeout(ANSWER_LIMIT_MILLIS)
                .setIdleTimeoutUnit(java.util.concurrent.TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(ANSWER_LIMIT_MILLIS),
            new PoolOptions().setHttp1MaxSize(users));
  }

  /// Sends the users of all tenants off.
  ///
  /// @param saas where the API is, for example `http://127.0.0.1:9620`
  /// @param seed what the users' thoughts depend on, besides the time of day
  public static Traffic start(
      Vertx vertx, URI saas, List<DemoTenant> tenants, InstantSource clock, long seed) {
    var traffic = new Traffic(vertx, saas, clock, tenants.size() * USERS_PER_TENANT);
    var seeds = new SplittableRandom(seed);
    for (DemoTenant tenant : tenants) {
      for (int user = 0; user < USERS_PER_TENANT; user++) {
        traffic.think(new User(tenant, ZoneId.of(tenant.zone()), seeds.split()));
      }
    }
    return traffic;
  }

  /// Requests that were answered or failed so far.
  public long requests() {
    return requests.get();
  }

  /// Of these, the ones that got no answer, or one with status 500 or above.
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  private void think(User user) {
    double share = DailyRhythm.shareOfPeak(clock.instant(), user.zone);
    double patience = Math.min(LONGEST_THOUGHT, -Math.log(1 - user.random.nextDouble()));
    long millis = Math.max(1, Math.round(THINKING_MILLIS_AT_PEAK / share * patience));
    vertx.setTimer(millis, _ -> request(user));
  }

  private void request(User user) {
    if (closed) {
      return;
    }
    Operation operation = choose(user.random.nextDouble());
    String path = "/t/" + user.tenant.id() + operation.path();
    client
        .request(HttpMethod.valueOf(operation.method()), path)
        .compose(request -> request.send())
        .compose(response -> response.end().map(response.statusCode()))
        .onComplete(
            answer -> {
              requests.incrementAndGet();
              if (answer.failed() || answer.result() >= 500) {
                failures.incrementAndGet();
              }
              think(user);
            });
  }

  private static Operation choose(double dice) {
    if (dice < MOBILE_SHARE) {
      return Operation.MOBILE;
    }
    return dice < MOBILE_SHARE + CREATION_SHARE ? Operation.CREATION : Operation.DASHBOARD;
  }

  private record User(DemoTenant tenant, ZoneId zone, SplittableRandom random) {}
}
