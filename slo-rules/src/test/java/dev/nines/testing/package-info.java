/// What the tests of every module share: real servers and a browser for a test's lifetime, a clock
/// that is set, free ports, test data.
///
/// Published as this module's test jar. Nothing here is part of the product.
@NullMarked
package dev.nines.testing;

import org.jspecify.annotations.NullMarked;
