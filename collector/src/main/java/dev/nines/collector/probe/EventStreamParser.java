package dev.nines.collector.probe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads a `text/event-stream` (WHATWG HTML, 9.2.6) from its bytes as they come: hands on the data
/// of each event that has some. Comments, names and ids of events are not told.
final class EventStreamParser {
  private static final int LONGEST_LINE = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Consumer<String> events;
  private Buffer line = Buffer.buffer();
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private boolean afterReturn;
  private boolean first = true;

  EventStreamParser(Consumer<String> events) {
    this.events = events;
  }

  void feed(Buffer chunk) {
    for (int i = 0; i < chunk.length(); i++) {
      byte each = chunk.getByte(i);
      if (each == '\n' && afterReturn) {
        afterReturn = false;
      } else if (each == '\n' || each == '\r') {
        afterReturn = each == '\r';
        endOfLine();
      } else {
        afterReturn = false;
        if (line.length() < LONGEST_LINE) {
          line.appendByte(each);
        }
      }
    }
  }

  private void endOfLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line = Buffer.buffer();
    if (first && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    first = false;
    if (text.isEmpty()) {
      endOfEvent();
    } else if (text.equals("data") || text.startsWith("data:")) {
      String value = text.substring(Math.min(text.length(), "data:".length()));
      data.append(hasData ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
      hasData = true;
    }
  }

  private void endOfEvent() {
    if (hasData) {
      events.accept(data.toString());
    }
    data.setLength(0);
    hasData = false;
  }
}
