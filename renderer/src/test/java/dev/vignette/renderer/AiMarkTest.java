package dev.vignette.renderer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AiMarkTest {

    @ParameterizedTest
    @CsvSource({"512,512", "512,682", "256,256", "640,640"})
    void the_mark_is_seen_on_any_ground_and_nothing_else_changes(int width, int height) {
        var format = new FilmFormat(width, height, 25);
        for (int ground : new int[] {16, 90, 235}) {
            Frame frame = Frame.allocate(width, height);
            Arrays.fill(frame.y(), (byte) ground);
            new AiMark(format, f -> {}).accept(frame);

            int brightest = 0;
            int darkest = 255;
            int changed = 0;
            for (int at = 0; at < frame.y().length; at++) {
                int luma = frame.y()[at] & 255;
                brightest = Math.max(brightest, luma);
                darkest = Math.min(darkest, luma);
                if (luma != ground) {
                    changed++;
                    assertThat(at / width).as("row").isGreaterThan(height / 2);
                    assertThat(Math.hypot(at % width - width / 2.0, (double) (at / width) - height / 2.0))
                            .as("inside the circle of a round note, or the like of it in a taller film")
                            .isLessThan(height / 2.0);
                }
            }
            assertThat(brightest - darkest).as("contrast on " + ground).isGreaterThan(70);
            assertThat(changed).isBetween(1, width * height / 50);
        }
    }
}
