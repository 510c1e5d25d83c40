@NullUnmarked
package dev.nines.demo.saas;

import org.jspecify.annotations.NullUnmarked;
