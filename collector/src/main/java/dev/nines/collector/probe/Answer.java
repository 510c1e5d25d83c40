package dev.nines.collector.probe;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// What came back over one connection.
///
/// @param status the HTTP status
/// @param location the header `Location`
/// @param body as much of the body as may be read
/// @param cut whether the body was longer
record Answer(int status, Optional<String> location, Buffer body, boolean cut) {}
