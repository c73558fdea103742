package dev.vignette.evaluator.lipsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void a_late_copy_correlates_fully_at_its_lag() {
        double[] first = noise(200);
        double[] late = new double[200];
        System.arraycopy(first, 0, late, 3, 197);

        var correlation = Correlation.of(first, late, 5);

        assertThat(correlation.peakLag()).isEqualTo(3);
        assertThat(correlation.peak()).isCloseTo(1, within(1e-9));
    }

    @Test
    void strangers_do_not_correlate() {
        assertThat(Correlation.of(noise(2000), noise(2000), 0).coefficient()).isCloseTo(0, within(0.1));
    }

    @Test
    void a_still_mouth_does_not_correlate_with_anything() {
        assertThat(Correlation.of(noise(50), new double[50], 2).coefficient()).isZero();
    }

    private double[] noise(int length) {
        return random.doubles(length).toArray();
    }
}
