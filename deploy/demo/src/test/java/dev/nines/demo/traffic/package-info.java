@NullUnmarked
package dev.nines.demo.traffic;

import org.jspecify.annotations.NullUnmarked;
