package dev.nines.collector.gateway.config;

import dev.nines.collector.otlp.OtlpSettings;
import dev.nines.collector.otlp.tenant.Senders;

/// The section `otlp`.
///
/// @param settings how the receiver is set up
/// @param senders who may send
public record OtlpConfig(OtlpSettings settings, Senders senders) {}
