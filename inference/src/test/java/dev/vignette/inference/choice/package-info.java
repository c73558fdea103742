@NullMarked
package dev.vignette.inference.choice;

import org.jspecify.annotations.NullMarked;
