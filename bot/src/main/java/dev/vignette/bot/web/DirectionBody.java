package dev.vignette.bot.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vignette.bot.generate.Refusal;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.Emotion;
import dev.vignette.renderer.direction.Fade;
import dev.vignette.renderer.direction.Gaze;
import dev.vignette.renderer.direction.HeadAngles;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The object {@code direction} of {@code POST /api/v1/generate}, as it came. */
@Schema(description = "Each part may be left out: then the face does as it usually does.")
record DirectionBody(
        @Schema(
                description =
                        "A mood, or several mixed: angry, disgust, fear, happy, neutral, sad, surprise, contempt.",
                example = "[\"happy\"]")
        @Nullable
        List<@Nullable String> emotions,

        @Schema(description = "Where the eyes look.") @Nullable
        GazeBody gaze,

        @Schema(description = "Factors of the head's movements, 0 (held still) to 3; 1 is plain.")
        @JsonProperty("head_gain")
        @Nullable
        AnglesBody headGain,

        @Schema(
                description =
                        "Degrees by which the head is turned, -45 to 45: pitch down, yaw to the right of the picture,"
                                + " roll clockwise.")
        @JsonProperty("head_turn")
        @Nullable
        AnglesBody headTurn,

        @Schema(description = "How much of the speech the mouth shows, 0 to 1.", defaultValue = "1") @Nullable
        Double articulation,

        @Schema(description = "Whether the eyes blink.", defaultValue = "true") @Nullable
        Boolean blinks,

        @Schema(description = "Seconds over which the face comes from rest and goes back to it, 0 to 0.4.") @Nullable
        FadeBody fade) {

    record GazeBody(
            @Schema(description = "-1 (to the left of the picture) to 1.", defaultValue = "0") @Nullable
            Double across,

            @Schema(description = "-1 (up) to 1 (down).", defaultValue = "0") @Nullable
            Double down) {}

    record AnglesBody(
            @Nullable Double pitch,
            @Nullable Double yaw,
            @Nullable Double roll) {
        HeadAngles or(double usual) {
            return new HeadAngles(number(pitch, usual), number(yaw, usual), number(roll, usual));
        }
    }

    record FadeBody(
            @JsonProperty("in") @Schema(defaultValue = "0") @Nullable
            Double start,

            @JsonProperty("out") @Schema(defaultValue = "0") @Nullable
            Double end) {}

    /** @throws Refusal if a number or a word cannot be */
    Direction checked() {
        try {
            Direction direction = Direction.PLAIN;
            if (emotions != null) {
                direction = direction.in(emotions.stream()
                        .map(word -> Emotion.of(String.valueOf(word)))
                        .toArray(Emotion[]::new));
            }
            if (gaze != null) {
                direction = direction.looking(new Gaze(number(gaze.across, 0), number(gaze.down, 0)));
            }
            if (headGain != null) {
                direction = direction.headGain(headGain.or(1));
            }
            if (headTurn != null) {
                direction = direction.turned(headTurn.or(0));
            }
            if (fade != null) {
                direction = direction.fading(new Fade(number(fade.start, 0), number(fade.end, 0)));
            }
            return direction.articulated(number(articulation, 1)).blinking(blinks == null || blinks);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Reason.BAD_DIRECTION, String.valueOf(e.getMessage()), e);
        }
    }

    private static double number(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
