@NullMarked
package dev.vignette.inference.tensorrt;

import org.jspecify.annotations.NullMarked;
