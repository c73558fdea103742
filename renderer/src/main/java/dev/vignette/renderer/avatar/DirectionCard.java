package dev.vignette.renderer.avatar;

import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.Emotion;
import dev.vignette.renderer.direction.Fade;
import dev.vignette.renderer.direction.Gaze;
import dev.vignette.renderer.direction.HeadAngles;

/** Reads the {@code direction} section of a card: how an avatar usually is. Every field may be left out. */
final class DirectionCard {
    private static final double MOST_GAIN = 3;
    private static final double MOST_TURN = 45;
    private static final double LONGEST_FADE = 0.4;

    private DirectionCard() {}

    /** @throws CardException naming the field that is wrong or unknown */
    static Direction read(CardSection fields) {
        Direction direction = Direction.PLAIN;
        if (fields.has("emotions")) {
            direction = direction.in(fields.texts("emotions").stream()
                    .map(word -> emotion(fields, word))
                    .toArray(Emotion[]::new));
        }
        if (fields.has("gaze")) {
            CardSection gaze = fields.section("gaze");
            direction =
                    direction.looking(new Gaze(optional(gaze, "across", -1, 1, 0), optional(gaze, "down", -1, 1, 0)));
            gaze.end();
        }
        if (fields.has("head_gain")) {
            direction = direction.headGain(angles(fields.section("head_gain"), 0, MOST_GAIN, 1));
        }
        if (fields.has("head_turn")) {
            direction = direction.turned(angles(fields.section("head_turn"), -MOST_TURN, MOST_TURN, 0));
        }
        if (fields.has("fade")) {
            CardSection fade = fields.section("fade");
            direction = direction.fading(
                    new Fade(optional(fade, "in", 0, LONGEST_FADE, 0), optional(fade, "out", 0, LONGEST_FADE, 0)));
            fade.end();
        }
        direction = direction.articulated(optional(fields, "articulation", 0, 1, 1));
        if (fields.has("blinks")) {
            direction = direction.blinking(fields.truth("blinks"));
        }
        fields.end();
        return direction;
    }

    private static HeadAngles angles(CardSection fields, double least, double most, double otherwise) {
        HeadAngles angles = new HeadAngles(
                optional(fields, "pitch", least, most, otherwise),
                optional(fields, "yaw", least, most, otherwise),
                optional(fields, "roll", least, most, otherwise));
        fields.end();
        return angles;
    }

    private static double optional(CardSection fields, String field, double least, double most, double otherwise) {
        return fields.has(field) ? fields.number(field, least, most) : otherwise;
    }

    private static Emotion emotion(CardSection fields, String word) {
        try {
            return Emotion.of(word);
        } catch (IllegalArgumentException e) {
            throw fields.wrong("emotions", "a list of emotions such as [happy, surprise]", word);
        }
    }
}
