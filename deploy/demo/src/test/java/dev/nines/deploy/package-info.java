/// Tests of what lies in `deploy/` beside the demo: images, compose file, configuration. There is
/// no container engine where they run, so they check what can be checked without one.
@NullUnmarked
package dev.nines.deploy;

import org.jspecify.annotations.NullUnmarked;
