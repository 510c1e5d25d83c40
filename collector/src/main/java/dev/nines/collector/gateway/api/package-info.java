/// `/api/v1`: what the console shows, for programs.
///
/// Read-only; made from the same feed as the console, so a tenant's token sees its own tenant in
/// both. Called by the gateway's wiring.
@NullMarked
package dev.nines.collector.gateway.api;

import org.jspecify.annotations.NullMarked;
