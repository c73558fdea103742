/**
 * Measures Vignette from outside: speed over its REST API as people feel it, and the quality of finished films from their
 * own pixels and samples. Nothing depends on this module.
 */
@NullMarked
package dev.vignette.evaluator;

import org.jspecify.annotations.NullMarked;
