package dev.nines.demo;

import java.nio.file.Path;

/// What was asked for on the command line.
///
/// @param data where everything is kept
/// @param consolePort the port of the console, the one address that people type
/// @param withMonitoring whether Prometheus, Alertmanager and Grafana are started too
/// @param reset whether the data of earlier starts are deleted first
/// @param ordersShare the share of the usual amount of data, for tests: in (0, 1]
record DemoOptions(
    Path data, int consolePort, boolean withMonitoring, boolean reset, double ordersShare) {}
