package dev.vignette.inference.calibration;

import dev.vignette.inference.graph.Convolution;
import java.util.List;

/**
 * What it costs to compute convolutions of one value with eight bits, and nothing else.
 *
 * @param convolutions by {@link Convolution#output}
 * @param error mean square error of the result
 * @param products of a run that are computed with eight bits then
 */
public record Loss(List<String> convolutions, double error, long products) {
    public Loss {
        convolutions = List.copyOf(convolutions);
    }

    /** The peak signal-to-noise ratio of results of which the largest is 1, in dB. */
    public double decibels() {
        return decibels(error);
    }

    static double decibels(double error) {
        return 10 * Math.log10(1 / Math.max(error, 1e-20));
    }

    static double error(double decibels) {
        return Math.pow(10, -decibels / 10);
    }

    double errorOfEach() {
        return error / Math.max(1, products);
    }
}
