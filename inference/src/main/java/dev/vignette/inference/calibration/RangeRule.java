package dev.vignette.inference.calibration;

/** Which of the magnitudes that were seen is the last that is not cut off. */
public enum RangeRule {
    /** The largest. */
    LARGEST,
    /** That which one in ten thousand exceeds. */
    PERCENTILE,
    /** That which leaves the least mean square error with 127 steps: a larger one cuts off less and makes the steps wider. */
    LEAST_ERROR
}
