package dev.nines.collector.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;

/// Snappy's block format, in which requests of remote write are packed.
final class SnappyBlock {
  private SnappyBlock() {}

  static byte[] pack(byte[] plain) {
    ByteBuf packed = Unpooled.buffer(plain.length / 2 + 64);
    new Snappy().encode(Unpooled.wrappedBuffer(plain), packed, plain.length);
    return bytes(packed);
  }

  static byte[] unpack(byte[] packed) {
    ByteBuf plain = Unpooled.buffer(packed.length * 4);
    new Snappy().decode(Unpooled.wrappedBuffer(packed), plain);
    return bytes(plain);
  }

  private static byte[] bytes(ByteBuf buffer) {
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
