@NullMarked
package dev.vignette.inference.calibration;

import org.jspecify.annotations.NullMarked;
