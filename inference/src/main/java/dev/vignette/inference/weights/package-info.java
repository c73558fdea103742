/** Weights as their makers publish them, apart from any graph. */
@NullMarked
package dev.vignette.inference.weights;

import org.jspecify.annotations.NullMarked;
