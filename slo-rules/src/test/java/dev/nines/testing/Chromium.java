package dev.nines.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/// A real browser without a window, steered over the DevTools protocol.
public final class Chromium implements AutoCloseable {

  /// What sticks out of the window or of its card, or is cut off by its own box, unless it can be
  /// scrolled to or ends in an ellipsis on purpose. `width` is the window's.
  private static final String CLIPPED =
      """
      (width => {
        const root = document.documentElement, found = [];
        const style = e => getComputedStyle(e);
        const name = e => [e.tagName.toLowerCase(), ...e.classList].join('.')
            + ' "' + e.textContent.trim().slice(0, 40) + '"';
        const within = (e, test) => {
          for (let p = e; p; p = p.parentElement) if (test(p)) return true;
          return false;
        };
        const scrolls = e => e !== root && e !== document.body && /auto|scroll/.test(style(e).overflowX);
        const unseen = e => style(e).visibility === 'hidden' || style(e).clipPath !== 'none';
        if (root.scrollWidth > width) found.push('the page is ' + root.scrollWidth + ' px wide');
        for (const e of document.body.querySelectorAll('*')) {
          const box = e.getBoundingClientRect();
          const drawing = e.closest('svg') !== null && e.tagName !== 'svg';
          if (box.width === 0 || drawing || within(e, unseen)) continue;
          const card = e.parentElement.closest('.card, .tile, .alert, .verdict, main');
          const edge = card === null ? width : Math.min(width, card.getBoundingClientRect().right);
          if (box.right > edge + 1 && !within(e, scrolls)) {
            found.push(name(e) + ' ends at ' + Math.round(box.right) + ' of ' + Math.round(edge) + ' px');
          }
          const cut = /hidden|clip/.test(style(e).overflowX) && style(e).textOverflow !== 'ellipsis';
          if (cut && e.scrollWidth > e.clientWidth + 1) found.push(name(e) + ' is cut off');
        }
        return found.slice(0, 10);
      })(%d)
      """;

  /// When fonts are there and scripts have drawn.
  private static final String SETTLED =
      """
      document.fonts.ready.then(() => new Promise(drawn =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 150)))))
      """;

  private final ServerProcess process;
  private final DevTools tools;

  private Chromium(ServerProcess process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /// How a page is looked at.
  ///
  /// @param width of the window in CSS pixels; below 600 as a phone
  /// @param height of the window in CSS pixels
  /// @param dark whether the reader prefers dark colours
  public record View(int width, int height, boolean dark) {}

  /// What was seen.
  ///
  /// @param complaints errors and warnings of the browser's console: scripts, resources, the
  ///   content security policy
  /// @param clipped what cannot be read because it sticks out or is cut off
  /// @param png a picture of the whole page
  public record Sight(List<String> complaints, List<String> clipped, byte[] png) {}

  /// Starts a browser with a profile of its own.
  public static Chromium start() {
    Path program = ExternalBinary.require("chromium", "chromium");
    Path folder = ServerProcess.newFolder("chromium");
    List<String> command =
        List.of(
            program.toString(),
            "--headless=new",
            "--no-sandbox", // root, in CI
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("profile"));
    // The browser writes this file, with its port and path, when it listens.
    Path address = folder.resolve("profile").resolve("DevToolsActivePort");
    var process = ServerProcess.start("chromium", folder, command, () -> isWhole(address));
    return new Chromium(process, DevTools.connect(URI.create(read(address))));
  }

  private static boolean isWhole(Path address) {
    return Files.exists(address) && !read(address).isEmpty();
  }

  private static String read(Path address) {
    try {
      List<String> lines = Files.readAllLines(address);
      return lines.size() < 2 ? "" : "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens a page in a tab of its own, looks at it and closes it.
  public Sight look(URI page, View view) {
    String target =
        tools
            .call("", "Target.createTarget", node -> node.put("url", "about:blank"))
            .path("targetId")
            .asText();
    String session =
        tools
            .call(
                "",
                "Target.attachToTarget",
                node -> node.put("targetId", target).put("flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tools.call(session, domain + ".enable", _ -> {});
    }
    show(session, view);
    tools.call(session, "Page.navigate", node -> node.put("url", page.toString()));
    tools.awaitEvent(session, "Page.loadEventFired", Duration.ofSeconds(30));
    evaluate(session, SETTLED);
    var clipped =
        StreamSupport.stream(
                evaluate(session, CLIPPED.formatted(view.width())).spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    byte[] png = picture(session);
    var complaints = complaints(tools.events(session));
    tools.call("", "Target.closeTarget", node -> node.put("targetId", target));
    return new Sight(complaints, clipped, png);
  }

  private void show(String session, View view) {
    tools.call(
        session,
        "Emulation.setDeviceMetricsOverride",
        node ->
            node.put("width", view.width())
                .put("height", view.height())
                .put("deviceScaleFactor", 1)
                .put("mobile", view.width() < 600));
    tools.call(
        session,
        "Emulation.setEmulatedMedia",
        node ->
            node.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", view.dark() ? "dark" : "light"));
  }

  private JsonNode evaluate(String session, String script) {
    JsonNode answer =
        tools.call(
            session,
            "Runtime.evaluate",
            node ->
                node.put("expression", script)
                    .put("returnByValue", true)
                    .put("awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException("the script failed: " + answer);
    }
    return answer.at("/result/value");
  }

  private byte[] picture(String session) {
    JsonNode answer =
        tools.call(
            session,
            "Page.captureScreenshot",
            node -> node.put("format", "png").put("captureBeyondViewport", true));
    return Base64.getDecoder().decode(answer.path("data").asText());
  }

  private static List<String> complaints(List<JsonNode> events) {
    var complaints = new ArrayList<String>();
    for (JsonNode event : events) {
      JsonNode params = event.path("params");
      switch (event.path("method").asText()) {
        case "Log.entryAdded" -> {
          if (params.at("/entry/level").asText().matches("error|warning")) {
            complaints.add(
                params.at("/entry/text").asText() + " " + params.at("/entry/url").asText());
          }
        }
        case "Runtime.exceptionThrown" ->
            complaints.add(params.at("/exceptionDetails/exception/description").asText());
        case "Runtime.consoleAPICalled" -> {
          if (params.path("type").asText().matches("error|warning|assert")) {
            complaints.add(params.at("/args/0/value").asText());
          }
        }
        case "Network.loadingFailed" -> complaints.add(params.path("errorText").asText());
        default -> {} // not a complaint
      }
    }
    return complaints;
  }

  @Override
  public void close() {
    tools.close();
    process.close();
  }
}
