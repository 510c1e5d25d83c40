/// The users of the SaaS: how busy they are at which hour, and the requests that they make.
///
/// Called by `dev.nines.demo`; the demo's history is written with the same rhythm.
@NullMarked
package dev.nines.demo.traffic;

import org.jspecify.annotations.NullMarked;
