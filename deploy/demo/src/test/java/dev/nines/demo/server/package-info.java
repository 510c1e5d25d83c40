@NullUnmarked
package dev.nines.demo.server;

import org.jspecify.annotations.NullUnmarked;
