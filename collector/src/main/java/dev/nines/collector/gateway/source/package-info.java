/// How each kind of source is plugged into the gateway.
///
/// A new source is a [dev.nines.collector.gateway.source.SourceKind] here, with a line in
/// [dev.nines.collector.gateway.source.SourceKinds]; everything else asks that list. The sources
/// themselves live in rooms of their own.
@NullMarked
package dev.nines.collector.gateway.source;

import org.jspecify.annotations.NullMarked;
