/** Tests of the port, and {@code EngineContract}, which every engine passes. */
@NullMarked
package dev.vignette.inference;

import org.jspecify.annotations.NullMarked;
