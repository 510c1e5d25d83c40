package dev.nines.demo.saas;

/// The database server as something that can stand still, where the SaaS has it in its hands.
///
/// Both methods return when it is so, and do nothing if it was.
public interface DatabaseServer {

  /// Runs the server.
  void start();

  /// Stops the server.
  void stop();
}
