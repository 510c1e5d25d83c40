package dev.nines.collector.forward;

import dev.nines.collector.protobuf.MalformedProtobufException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.Snappy;

/// Snappy's block format, in which requests of remote write are packed.
final class SnappyBlock {
  private SnappyBlock() {}

  static byte[] pack(byte[] plain) {
    ByteBuf packed = Unpooled.buffer(plain.length / 2 + 64);
    new Snappy().encode(Unpooled.wrappedBuffer(plain), packed, plain.length);
    return bytes(packed);
  }

  static byte[] unpack(byte[] packed) throws MalformedProtobufException {
    ByteBuf plain = Unpooled.buffer(packed.length * 4);
    try {
      new Snappy().decode(Unpooled.wrappedBuffer(packed), plain);
    } catch (DecompressionException | IndexOutOfBoundsException e) {
      throw new MalformedProtobufException("it is not packed with snappy");
    }
    return bytes(plain);
  }

  private static byte[] bytes(ByteBuf buffer) {
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
