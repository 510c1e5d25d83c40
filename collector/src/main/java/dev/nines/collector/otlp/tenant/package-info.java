/// Whose something is: the ordered list of attributes that name a tenant, the senders and for whom
/// they may speak, and how much each tenant may send.
///
/// The receiver asks it before anything of a request is counted.
@NullMarked
package dev.nines.collector.otlp.tenant;

import org.jspecify.annotations.NullMarked;
