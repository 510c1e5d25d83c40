/// The gateway's HTTP side: who may come in, and what stands at which address.
///
/// [dev.nines.collector.gateway.http.WebServer] carries routes that the other rooms contribute;
/// handlers that block run on [dev.nines.collector.gateway.http.BlockingWork]. Called by the
/// gateway's wiring.
@NullMarked
package dev.nines.collector.gateway.http;

import org.jspecify.annotations.NullMarked;
