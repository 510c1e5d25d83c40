/// Keeps the house in order: which module and which room may use which other one, checked on the
/// compiled classes.
///
/// It is in the collector's tests because only from here all modules can be seen.
@NullMarked
package dev.nines.architecture;

import org.jspecify.annotations.NullMarked;
