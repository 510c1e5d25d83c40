package dev.nines.dashboards.console;

import java.time.Instant;

/// What is around every page.
///
/// @param title the page's title
/// @param section which entry of the navigation is current
/// @param at as of when the page is
/// @param firingAlerts alerts that fire, shown in the navigation
/// @param unwellSources sources that are not well, shown in the navigation
/// @param demo whether there is a Demo page
/// @param url the page's own address, from which it refreshes
public record Chrome(
    String title,
    Section section,
    Instant at,
    long firingAlerts,
    long unwellSources,
    boolean demo,
    String url) {

  /// The entries of the navigation.
  public enum Section {
    FLEET,
    ALERTS,
    SOURCES,
    DEMO,
    NONE
  }

  /// The address of a static file, which changes with its content.
  public String asset(String name) {
    return Assets.url(name);
  }
}
