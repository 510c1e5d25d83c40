package dev.nines.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The DevTools protocol: numbered calls with answers, and events, over one WebSocket.
final class DevTools implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private DevTools(URI address) {
    socket = client.newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  static DevTools connect(URI address) {
    return new DevTools(address);
  }

  /// Calls a method and waits for its answer.
  ///
  /// @param session of a tab; empty for the browser itself
  /// @throws IllegalStateException if the browser refuses
  JsonNode call(String session, String method, Consumer<ObjectNode> parameters) {
    int id = lastId.incrementAndGet();
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    parameters.accept(request.putObject("params"));
    if (!session.isEmpty()) {
      request.put("sessionId", session);
    }
    var answer = new CompletableFuture<JsonNode>();
    answers.put(id, answer);
    socket.sendText(request.toString(), true).join();
    JsonNode got = await(method, answer);
    if (got.has("error")) {
      throw new IllegalStateException(method + ": " + got.path("error"));
    }
    return got.path("result");
  }

  /// The events of a tab so far.
  List<JsonNode> events(String session) {
    return events.stream()
        .filter(event -> event.path("sessionId").asText().equals(session))
        .toList();
  }

  /// Waits for an event of a tab.
  void awaitEvent(String session, String method, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (events(session).stream().noneMatch(e -> e.path("method").asText().equals(method))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no " + method + " within " + patience);
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + method, e);
      }
    }
  }

  private static JsonNode await(String method, CompletableFuture<JsonNode> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + method, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no answer to " + method, e);
    }
  }

  private void received(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        answers.remove(message.path("id").asInt()).complete(message);
      } else {
        events.add(message);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  /// Puts the parts of long messages together.
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
