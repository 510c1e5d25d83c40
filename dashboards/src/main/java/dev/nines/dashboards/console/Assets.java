package dev.nines.dashboards.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// The console's static files, held in memory with a compressed copy. Only files listed here are
/// ever served. Their addresses carry a fingerprint, so a browser may keep them for ever.
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  private static final int FINGERPRINT_DIGITS = 12;
  private static final Map<String, Asset> ALL =
      List.of(
              "console.css",
              "console.js",
              "report.css",
              "theme.js",
              "favicon.svg",
              "htmx-2.0.11.min.js",
              "uplot-1.6.32.iife.min.js",
              "uplot-1.6.32.min.css")
          .stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Assets::load));

  private record Asset(String type, String fingerprint, Buffer plain, Buffer zipped) {}

  private Assets() {}

  /// The address of a file.
  ///
  /// @throws IllegalArgumentException if there is no such file
  public static String url(String name) {
    Asset asset =
        find(name).orElseThrow(() -> new IllegalArgumentException("no static file named " + name));
    return "/assets/" + name + "?v=" + asset.fingerprint();
  }

  private static Optional<Asset> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /// Answers `/assets/:name`.
  static void serve(RoutingContext context) {
    Optional<Asset> found = find(Objects.requireNonNullElse(context.pathParam("name"), ""));
    if (found.isEmpty()) {
      context.next();
      return;
    }
    Asset asset = found.get();
    boolean zip =
        Optional.ofNullable(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING))
            .orElse("")
            .contains("gzip");
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .putHeader(HttpHeaders.VARY, "accept-encoding");
    if (zip) {
      context.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    context.response().end(zip ? asset.zipped() : asset.plain());
  }

  private static Asset load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the static file " + name + " is missing from the jar");
      }
      byte[] bytes = in.readAllBytes();
      var zipped = new ByteArrayOutputStream();
      try (var zip = new GZIPOutputStream(zipped)) {
        zip.write(bytes);
      }
      String fingerprint =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
              .substring(0, FINGERPRINT_DIGITS);
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      if (type == null) {
        throw new IllegalStateException("no content type for " + name);
      }
      return new Asset(
          type, fingerprint, Buffer.buffer(bytes), Buffer.buffer(zipped.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the static file " + name, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
