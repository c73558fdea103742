@NullMarked
package dev.vignette.inference.cuda;

import org.jspecify.annotations.NullMarked;
