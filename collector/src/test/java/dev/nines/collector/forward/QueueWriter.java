package dev.nines.collector.forward;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Fills a queue until it is killed: a number a record, each printed once the queue has taken it.
final class QueueWriter {
  private QueueWriter() {}

  public static void main(String[] args) throws Exception {
    long next = Long.parseLong(args[1]);
    DiskQueue queue = DiskQueue.open(Path.of(args[0]), 1L << 30);
    while (true) {
      queue.append(ByteBuffer.allocate(100 + (int) (next % 900)).putLong(next).array());
      System.out.println(next);
      next++;
    }
  }
}
