package dev.vignette.renderer.face.ditto.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of finished films, which share 60 frames, beside the released ones, which share 70. */
class FilmWindowsTest {
    private static final int RELEASED = 70;
    private static final int FINISHED = 60;

    /** What one film was made of. */
    private record Made(List<float[]> frames, int windows) {}

    /** Windows that follow the sound but differ each from the others, as those of a network that begins from noise do. */
    private static final class NoisyModel implements WindowModel {
        private final SplittableRandom noise = new SplittableRandom(3);
        private final double width;
        private int windows;

        NoisyModel(double width) {
            this.width = width;
        }

        @Override
        public float[][] window(float[] frame, List<float[]> rows) {
            windows++;
            float[][] window = new float[MotionDiffusion.FRAMES][MotionVector.SIZE];
            for (int d = 0; d < MotionVector.SIZE; d++) {
                double aside = width * (noise.nextDouble() - 0.5);
                for (int i = 0; i < window.length; i++) {
                    window[i][d] = (float) (rows.get(i)[0] + aside);
                }
            }
            return window;
        }
    }

    private static float mouth(int frame) {
        return (float) Math.sin(0.4 * frame);
    }

    private static Made film(int overlap, int owed, double width) {
        var model = new NoisyModel(width);
        var settings = new FusionSettings(overlap, 3, 1, 0, 202);
        var silence = new ArrayList<>(Collections.nCopies(overlap, new float[] {0}));
        var motion = new StreamingMotion(model, settings, MotionLimits.none(), new float[MotionVector.SIZE], silence);
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < owed; i += 5) {
            List<float[]> rows = new ArrayList<>();
            for (int k = i; k < i + 5; k++) {
                rows.add(new float[] {mouth(k)});
            }
            int missing = motion.missing();
            int before = model.windows;
            motion.push(rows, frames::add);
            assertThat(model.windows > before).as("told beforehand").isEqualTo(missing <= 5);
        }
        motion.finish(owed, frames::add);
        return new Made(frames, model.windows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 19, 20, 21, 39, 40, 41, 59, 60, 61, 80, 99, 100, 101, 250, 500})
    void everyFrameFollowsItsOwnSound(int owed) {
        Made film = film(FINISHED, owed, 0);
        assertThat(film.frames).hasSize(owed);
        for (int i = 0; i < owed; i++) {
            // Beyond the sound's last window of features the last row is repeated.
            assertThat(film.frames.get(i)[MotionVector.SIZE - 1])
                    .as("frame %s", i)
                    .isCloseTo(mouth(i), within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 125, 250})
    void halfTheWindowsGiveNoHarderSeams(int owed) {
        Made released = film(RELEASED, owed, 1);
        Made finished = film(FINISHED, owed, 1);
        assertThat(finished.windows).isLessThanOrEqualTo(released.windows / 2 + 1);
        assertThat(beyondTheSound(finished.frames)).isLessThanOrEqualTo(beyondTheSound(released.frames));
    }

    /** The most by which neighbouring frames differ more than their sound does. */
    private static double beyondTheSound(List<float[]> frames) {
        double most = 0;
        for (int i = 1; i < frames.size(); i++) {
            double sound = mouth(i) - mouth(i - 1);
            for (int d = 202; d < MotionVector.SIZE; d++) {
                most = Math.max(most, Math.abs(frames.get(i)[d] - frames.get(i - 1)[d] - sound));
            }
        }
        return most;
    }
}
