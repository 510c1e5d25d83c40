/// How OTLP is written: JSON turned into protobuf, attributes looked up by name where they stand in
/// the bytes, nothing made of what nobody asks for.
///
/// Knows no span, no metric and no tenant; all rooms of OTLP read by it.
@NullMarked
package dev.nines.collector.otlp.wire;

import org.jspecify.annotations.NullMarked;
