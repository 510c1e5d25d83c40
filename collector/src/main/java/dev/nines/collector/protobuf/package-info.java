/// Protobuf's wire format, read and written over byte arrays without generated classes and without
/// an object per message.
///
/// `otlp` reads what applications send with [dev.nines.collector.protobuf.ProtoReader]; `forward`
/// writes remote write requests with [dev.nines.collector.protobuf.ProtoWriter].
@NullMarked
package dev.nines.collector.protobuf;

import org.jspecify.annotations.NullMarked;
