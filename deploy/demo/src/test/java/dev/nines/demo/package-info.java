@NullUnmarked
package dev.nines.demo;

import org.jspecify.annotations.NullUnmarked;
