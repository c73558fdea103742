package dev.vignette.renderer.face.ditto.drive;

import org.jspecify.annotations.Nullable;

/**
 * What a caller changes about one frame.
 *
 * @param speech share of the driven expression, 0…1; the rest is the source's
 * @param turn added to the head's angles, or null
 * @param gain factors of the head's angles, or null
 * @param expression 63 numbers added to the expression, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Read by index, never compared or written to.
public record Controls(
        float speech, @Nullable Angles turn, @Nullable Angles gain, float @Nullable [] expression) {
    public static final Controls NONE = new Controls(1, null, null, null);

    /** One number for each way a head turns; NaN leaves that one alone. */
    public record Angles(float pitch, float yaw, float roll) {
        float of(Item item) {
            return switch (item) {
                case PITCH -> pitch;
                case YAW -> yaw;
                case ROLL -> roll;
                default -> Float.NaN;
            };
        }
    }

    public Controls {
        if (!(speech >= 0 && speech <= 1) || (expression != null && expression.length != 63)) {
            throw new IllegalArgumentException("Speech is a share of 0 to 1, and an expression has 63 numbers");
        }
    }
}
