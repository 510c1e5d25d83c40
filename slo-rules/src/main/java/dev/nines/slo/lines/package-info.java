/// Files of JSON lines that only grow: what people entered while the gateway ran, kept so that what
/// was known as of any instant can be told for ever. Exclusions and corrections keep theirs here.
@NullMarked
package dev.nines.slo.lines;

import org.jspecify.annotations.NullMarked;
