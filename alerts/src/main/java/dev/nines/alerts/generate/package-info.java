/// Files for Prometheus and Alertmanager, made of the same promises that the gateway evaluates:
/// recording and alerting rules, routes, receivers.
///
/// Pure: takes objectives and options, returns texts by file name. `nines generate` in the gateway
/// writes them; the tests hold them against promtool, amtool and a real Prometheus.
@NullMarked
package dev.nines.alerts.generate;

import org.jspecify.annotations.NullMarked;
