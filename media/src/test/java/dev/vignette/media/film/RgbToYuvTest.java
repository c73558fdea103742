package dev.vignette.media.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RgbToYuvTest {
    @Test
    void theCornersOfTheCubeAreThoseOfTheStandard() {
        // ITU-R BT.709-6, table 3 and §3.4: eight-bit studio levels.
        assertThat(of(0x000000)).containsExactly(16, 128, 128);
        assertThat(of(0xFFFFFF)).containsExactly(235, 128, 128);
        assertThat(of(0xFF0000)).containsExactly(63, 102, 240);
        assertThat(of(0x00FF00)).containsExactly(173, 42, 26);
        assertThat(of(0x0000FF)).containsExactly(32, 240, 118);
    }

    @Test
    void allColoursAreWithinOneStepOfTheRealNumbers() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int rgb = random.nextInt(0x1000000);
            double r = rgb >> 16 & 255;
            double g = rgb >> 8 & 255;
            double b = rgb & 255;
            double y = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
            int[] yuv = of(rgb);
            assertThat(Math.abs(yuv[0] - (16 + 219 * y))).isLessThan(0.6);
            assertThat(Math.abs(yuv[1] - (128 + 224 * (b / 255 - y) / 1.8556))).isLessThan(0.6);
            assertThat(Math.abs(yuv[2] - (128 + 224 * (r / 255 - y) / 1.5748))).isLessThan(0.6);
        }
    }

    @Test
    void alphaIsIgnoredAndChromaIsTheMeanOfFour() {
        Frame frame = Frame.allocate(2, 2);
        RgbToYuv.convert(new int[] {0xFFFF0000, 0x00FF0000, 0x7F0000FF, 0x120000FF}, frame);
        assertThat(frame.y()).containsExactly(63, 63, 32, 32);
        assertThat(frame.u()[0] & 255).isEqualTo((102 + 240) / 2);
        assertThat(frame.v()[0] & 255).isEqualTo((240 + 118) / 2);
    }

    private static int[] of(int rgb) {
        Frame frame = Frame.allocate(2, 2);
        RgbToYuv.convert(new int[] {rgb, rgb, rgb, rgb}, frame);
        return new int[] {frame.y()[0] & 255, frame.u()[0] & 255, frame.v()[0] & 255};
    }
}
