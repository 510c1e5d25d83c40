/// `nines doctor`: what the configuration names, looked at live.
///
/// Sources bring their own diagnoses, with their [dev.nines.collector.gateway.source.SourceKind];
/// here are those of everything else, and what runs them all. Called by the command.
@NullMarked
package dev.nines.collector.gateway.doctor;

import org.jspecify.annotations.NullMarked;
