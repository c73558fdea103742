/** Which engine runs networks on this machine: {@link dev.vignette.inference.choice.EngineChooser} tries them in order. */
@NullMarked
package dev.vignette.inference.choice;

import org.jspecify.annotations.NullMarked;
