/// The configuration file: what may stand in it, and what is wrong with one.
///
/// [dev.nines.collector.gateway.config.ConfigReader] turns text into a
/// [dev.nines.collector.gateway.config.GatewayConfig] or into diagnostics with file, line, field
/// and remedy, all at once. No connection is opened here. Called by the commands and by a reload.
@NullMarked
package dev.nines.collector.gateway.config;

import org.jspecify.annotations.NullMarked;
