/** What a network's numbers are when it runs, and how much its results suffer when they are rounded: the ground for computing with eight bits. */
@NullMarked
package dev.vignette.inference.calibration;

import org.jspecify.annotations.NullMarked;
