@NullMarked
package dev.vignette.inference.gpu;

import org.jspecify.annotations.NullMarked;
