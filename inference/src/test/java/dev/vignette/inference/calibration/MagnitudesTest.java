package dev.vignette.inference.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ranges are found in one pass, however the numbers grow. */
class MagnitudesTest {
    private static float[] normals(int count, double deviation) {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    @Test
    void theRangeOfLeastErrorOfNormalNumbersIsAboutFourDeviations() {
        Magnitudes magnitudes = new Magnitudes();
        magnitudes.add(FloatBuffer.wrap(normals(300_000, 2)));
        assertThat(magnitudes.range(RangeRule.LEAST_ERROR)).isCloseTo(2 * 3.9f, within(0.7f));
        assertThat(magnitudes.range(RangeRule.PERCENTILE)).isCloseTo(2 * 3.89f, within(0.3f));
        assertThat(magnitudes.range(RangeRule.LARGEST)).isGreaterThan(2 * 4.3f);
    }

    @Test
    void largerNumbersThatComeLaterAreCountedLikeTheFirst() {
        float[] numbers = normals(100_000, 1);
        Magnitudes grown = new Magnitudes();
        for (float scale : new float[] {0.001f, 0.05f, 1}) {
            float[] scaled = numbers.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= scale;
            }
            grown.add(FloatBuffer.wrap(scaled));
        }
        assertThat(grown.range(RangeRule.LARGEST)).isBetween(4f, 5.5f);
        assertThat(grown.range(RangeRule.LEAST_ERROR)).isBetween(3f, grown.range(RangeRule.LARGEST));
    }

    @Test
    void aNumberFarFromAllOthersIsCutOffOrNot() {
        float[] numbers = normals(1_000_000, 1);
        numbers[77] = -40;
        Magnitudes magnitudes = new Magnitudes();
        magnitudes.add(FloatBuffer.wrap(numbers));
        assertThat(magnitudes.range(RangeRule.LARGEST)).isEqualTo(40);
        assertThat(magnitudes.range(RangeRule.PERCENTILE)).isLessThan(5);
    }

    @Test
    void nothingButZeroesHasNoRangeAndWhatIsNotFiniteIsRefused() {
        Magnitudes magnitudes = new Magnitudes();
        magnitudes.add(FloatBuffer.allocate(10));
        assertThat(magnitudes.range(RangeRule.LEAST_ERROR)).isZero();
        assertThatThrownBy(() -> magnitudes.add(FloatBuffer.wrap(new float[] {1, Float.NaN})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> magnitudes.add(FloatBuffer.wrap(new float[] {1, Float.POSITIVE_INFINITY})))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
