package dev.nines.collector.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Writes to a response from a thread that may block: each block waits until the last one has gone,
/// so that a slow reader costs one buffer and not the whole answer.
final class ResponseWriter extends Writer {
  private static final long PATIENCE_SECONDS = 30;

  private final HttpServerResponse response;

  ResponseWriter(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    try {
      response
          .write(Buffer.buffer(new String(chars, offset, length)))
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the reader of the response went away or is too slow", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing a response", e);
    }
  }

  @Override
  public void flush() {
    // each write goes out at once
  }

  @Override
  public void close() {
    response.end();
  }
}
