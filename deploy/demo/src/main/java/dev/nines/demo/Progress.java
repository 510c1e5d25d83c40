package dev.nines.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/// What the demo says on the terminal while it starts and stops: a line for each step that was
/// done, with the time that it took.
final class Progress {

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final long start = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /// A step: does the work, then prints what it returns and how long it took.
  void step(Callable<String> work) throws Exception {
    long begin = System.nanoTime();
    String done = work.call();
    say("%s (%s)", done, seconds(System.nanoTime() - begin));
  }

  /// A line of its own.
  void say(String format, Object... arguments) {
    out.printf("  " + format + "%n", arguments);
    out.flush();
  }

  /// Text as it is, with its own line ends.
  void print(String text) {
    out.println(text);
    out.flush();
  }

  /// Since the beginning.
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
  }
}
