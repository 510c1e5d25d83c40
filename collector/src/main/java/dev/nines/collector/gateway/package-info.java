/// The program: its commands, configuration, the wiring of all modules, and HTTP.
///
/// The only room that asks for the real time and that prints to the terminal. Called by the `nines`
/// launcher.
@NullMarked
package dev.nines.collector.gateway;

import org.jspecify.annotations.NullMarked;
