package dev.nines.collector.scrape;

/// Labels that mean something to the scraper.
final class LabelNames {
  static final String NAME = "__name__";
  static final String ADDRESS = "__address__";
  static final String SCHEME = "__scheme__";
  static final String METRICS_PATH = "__metrics_path__";
  static final String SCRAPE_INTERVAL = "__scrape_interval__";
  static final String SCRAPE_TIMEOUT = "__scrape_timeout__";
  static final String PARAM_PREFIX = "__param_";
  static final String RESERVED_PREFIX = "__";
  static final String JOB = "job";
  static final String INSTANCE = "instance";
  static final String TENANT = "tenant";

  private LabelNames() {}
}
