package dev.nines.collector.probe;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;

/// What came back over one connection.
///
/// @param status the HTTP status
/// @param version what was spoken
/// @param headers of the answer
/// @param body as much of the body as may be read
/// @param cut whether the body was longer
record Answer(int status, HttpVersion version, MultiMap headers, Buffer body, boolean cut) {}
