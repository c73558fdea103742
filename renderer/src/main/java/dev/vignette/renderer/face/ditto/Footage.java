package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.motion.Mirror;
import dev.vignette.renderer.face.ditto.source.Source;
import java.util.List;

/**
 * Who is shown: one registered picture, or the registered frames of a short film, shown forwards and backwards for as long
 * as somebody speaks. Immutable.
 *
 * @param shots at 25 a second, at least one
 * @param keyPoints 63 canonical coordinates of the first as it was seen, before its motion was smoothed
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, not to be compared or written to.
public record Footage(List<Source> shots, float[] keyPoints) {
    public Footage {
        shots = List.copyOf(shots);
        if (shots.isEmpty()) {
            throw new IllegalArgumentException("Footage has at least one picture");
        }
    }

    /** One picture. */
    public static Footage still(Source source) {
        return new Footage(List.of(source), source.motion().kp());
    }

    /** The picture whose face, framing and eyes the film begins with. */
    public Source first() {
        return shots.getFirst();
    }

    /** Whether the pictures move by themselves. */
    public boolean moving() {
        return shots.size() > 1;
    }

    /** Which picture is behind a frame of the film. */
    int shot(int frame) {
        return Mirror.of(frame, shots.size());
    }
}
