/** Benchmarks of the running service, printed as a table and as JSON. */
@NullMarked
package dev.vignette.evaluator.bench;

import org.jspecify.annotations.NullMarked;
