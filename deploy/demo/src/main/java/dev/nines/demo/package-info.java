/// The demo: a small multi-tenant SaaS with real databases, faults on demand, and the gateway
/// watching it.
///
/// Called by `nines demo` only; production carries nothing of it.
@NullMarked
package dev.nines.demo;

import org.jspecify.annotations.NullMarked;
