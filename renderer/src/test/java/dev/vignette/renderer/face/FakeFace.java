package dev.vignette.renderer.face;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.motion.DirectedPortrayal;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.PaintedPerformance;
import java.util.Arrays;
import java.util.concurrent.Executor;

/**
 * A face for tests that want quick frames whose content means something: a bright bar in the lower half is as high as the
 * mouth is open, a small square in the upper half moves with the gaze and darkens with the lids.
 */
public final class FakeFace implements Face {
    private final Executor executor;

    public FakeFace(Executor executor) {
        this.executor = executor;
    }

    @Override
    public EngineName engine() {
        return new EngineName("fake-face", "1");
    }

    @Override
    public FaceCapabilities capabilities() {
        return new FaceCapabilities(true, true, false, DirectedPortrayal.ASPECTS, false, "Apache-2.0");
    }

    @Override
    public boolean shows(Avatar avatar) {
        return true;
    }

    @Override
    public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
        return new PaintedPerformance(
                DirectedPortrayal.of(() -> FakeFace::paint, direction), format, seed, executor, 2);
    }

    @Override
    public void close() {}

    private static void paint(Expression expression, Frame frame) {
        int width = frame.width();
        int height = frame.height();
        Arrays.fill(frame.y(), (byte) 40);
        Arrays.fill(frame.u(), (byte) 128);
        Arrays.fill(frame.v(), (byte) 128);
        double opening = expression.mouth().opening() * height * 0.35;
        for (int row = 0; row <= opening; row++) {
            // The last row is as bright as the part of it that is covered, so that small openings count too.
            double covered = Math.min(1, opening - row);
            int at = (height * 95 / 100 - row) * width;
            Arrays.fill(frame.y(), at + width * 2 / 5, at + width * 3 / 5, (byte) (40 + 180 * covered));
        }
        int x = (int) (width * (0.5 + 0.05 * expression.eyes().gazeX()));
        int y = (int) (height * (0.25 + 0.02 * expression.head().pitch()));
        int iris = (int) (200 * (1 - expression.eyes().leftLid()) + 40);
        for (int row = y - 2; row < y + 3; row++) {
            Arrays.fill(frame.y(), row * width + x - 2, row * width + x + 3, (byte) iris);
        }
    }
}
