package dev.nines.collector.probe;

import com.google.re2j.Pattern;
import io.vertx.core.Future;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Asks a name server for records of a name (RFC 4501: `dns://server/name?type=A`); without a
/// server, the system's, which is not guarded, because no configuration of ours chose it.
///
/// @param url server and name
/// @param ask for which type, and what must be among the answers
/// @param doors which servers may be asked
/// @param client does the asking
record DnsInquiry(URI url, Ask.Dns ask, Doors doors, ProbeClient client) implements Inquiry {
  private static final int PORT = 53;

  @Override
  public void ask(Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    Optional<InetSocketAddress> server = Optional.empty();
    if (url.getHost() != null) {
      int port = url.getPort() == -1 ? PORT : url.getPort();
      server = Optional.of(new InetSocketAddress(doors.open(HttpCall.bareHost(url), look), port));
    }
    look.ended(Look.Phase.CONNECT);
    DnsClient asked = client.nameServer(server, look);
    // Closed when its own wait is over: closing it before fails what is already waited for twice.
    Future<List<String>> answers = ask.type().ask(asked, name(url)).eventually(asked::close);
    try {
      expect(look.await(answers.toCompletionStage()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DnsException refusal) {
        throw new Unmet(ProbeFailure.ANSWER, "the name server says " + refusal.code().name());
      }
      // Vert.x ends its own wait a little before ours.
      if (isTimeout(e)) {
        throw new TimeoutException();
      }
      throw e;
    }
    look.ended(Look.Phase.ANSWER);
  }

  /// The name that is asked for; empty if there is none.
  static String name(URI url) {
    String path = url.getPath() == null ? "" : url.getPath();
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private void expect(List<String> answers) throws Unmet {
    if (answers.isEmpty()) {
      throw new Unmet(ProbeFailure.ANSWER, "no record of type " + ask.type());
    }
    for (Pattern expected : ask.answers()) {
      if (answers.stream().noneMatch(answer -> expected.matcher(answer).find())) {
        throw new Unmet(
            ProbeFailure.ANSWER,
            "in none of %d records: %s".formatted(answers.size(), expected.pattern()));
      }
    }
  }

  private static boolean isTimeout(ExecutionException e) {
    return String.valueOf(e.getCause()).contains("timeout");
  }
}
