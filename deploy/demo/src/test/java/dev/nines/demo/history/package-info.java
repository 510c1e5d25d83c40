@NullUnmarked
package dev.nines.demo.history;

import org.jspecify.annotations.NullUnmarked;
