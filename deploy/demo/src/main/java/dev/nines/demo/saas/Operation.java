package dev.nines.demo.saas;

import java.util.Locale;

/// The three kinds of requests that the API promises something for.
public enum Operation {
  /// Placing an order: `POST /t/{tenant}/orders`.
  CREATION("POST", "/orders", 201),
  /// The overview: `GET /t/{tenant}/dashboard`.
  DASHBOARD("GET", "/dashboard", 200),
  /// A customer's orders on a phone: `GET /t/{tenant}/mobile/orders`.
  MOBILE("GET", "/mobile/orders", 200);

  private final String method;
  private final String path;
  private final int success;

  Operation(String method, String path, int success) {
    this.method = method;
    this.path = path;
    this.success = success;
  }

  /// The value of the label `operation`.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The HTTP method.
  public String method() {
    return method;
  }

  /// The path below `/t/{tenant}`.
  public String path() {
    return path;
  }

  /// The status of a request that went well.
  int success() {
    return success;
  }
}
