package dev.nines.collector.probe;

import dev.nines.slo.model.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is asked for one tenant: the placeholders in what is sent are filled in.
final class TenantAsk {
  private TenantAsk() {}

  static boolean isPerTenant(Ask ask) {
    return texts(ask).anyMatch(Placeholders::isIn);
  }

  private static Stream<String> texts(Ask ask) {
    return switch (ask) {
      case Ask.Http http -> Stream.concat(http.headers().values().stream(), http.body().stream());
      case Ask.EventStream stream -> texts(stream.request());
      case Ask.WebSocket socket ->
          Stream.concat(
              socket.headers().values().stream(),
              socket.messages().flatMap(MessagePlan::send).stream());
      case Ask.Connection connection -> connection.send().stream();
      case Ask.Dns _ -> Stream.empty();
    };
  }

  /// Empty if the tenant lacks a value, or has one that cannot stand there.
  static Optional<Ask> of(Ask ask, Tenant tenant) {
    if (!isPerTenant(ask)) {
      return Optional.of(ask);
    }
    return switch (ask) {
      case Ask.Http http -> http(http, tenant).map(each -> each);
      case Ask.EventStream(var request, var messages) ->
          http(request, tenant).map(filled -> new Ask.EventStream(filled, messages));
      case Ask.WebSocket socket -> socket(socket, tenant);
      case Ask.Connection(var send, var answer) ->
          text(send, tenant).map(filled -> new Ask.Connection(Optional.of(filled), answer));
      case Ask.Dns dns -> Optional.of(dns);
    };
  }

  private static Optional<Ask.Http> http(Ask.Http http, Tenant tenant) {
    Optional<Map<String, String>> headers = headers(http.headers(), tenant);
    Optional<String> body = text(http.body(), tenant);
    if (headers.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ask.Http(
            http.method(),
            headers.get(),
            http.body().flatMap(_ -> body),
            http.http2(),
            http.maxRedirects(),
            http.bodyLimitBytes(),
            http.statuses(),
            http.answerHeaders(),
            http.expected()));
  }

  private static Optional<Ask> socket(Ask.WebSocket socket, Tenant tenant) {
    Optional<Map<String, String>> headers = headers(socket.headers(), tenant);
    Optional<String> send = text(socket.messages().flatMap(MessagePlan::send), tenant);
    if (headers.isEmpty() || send.isEmpty()) {
      return Optional.empty();
    }
    Optional<MessagePlan> messages =
        socket.messages().map(plan -> plan.sending(plan.send().flatMap(_ -> send)));
    return Optional.of(new Ask.WebSocket(headers.get(), socket.subprotocol(), messages));
  }

  private static Optional<Map<String, String>> headers(Map<String, String> headers, Tenant tenant) {
    var filled = new LinkedHashMap<String, String>();
    for (Map.Entry<String, String> each : headers.entrySet()) {
      Optional<String> value = Placeholders.fill(each.getValue(), tenant);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      filled.put(each.getKey(), value.get());
    }
    return Optional.of(filled);
  }

  /// Empty if a value is lacking; an empty text if there is none.
  private static Optional<String> text(Optional<String> text, Tenant tenant) {
    return Placeholders.fill(text.orElse(""), tenant);
  }
}
