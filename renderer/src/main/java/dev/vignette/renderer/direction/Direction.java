package dev.vignette.renderer.direction;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a film is asked for beyond the speech. Immutable; made from {@link #PLAIN}. Every number is checked here, in sentences that can
 * be shown to whoever asked.
 *
 * @param emotions to be shown, mixed if there are several, in no order; empty for the face's own
 * @param gaze where the eyes look
 * @param headGain factors of the head's movements, 0 (as it is held in the picture) to 3
 * @param headTurn degrees by which the head is turned, −45…45
 * @param articulation how much of the speech the mouth shows, 0 (at rest) to 1
 * @param blinks whether the eyes blink
 * @param fade from rest and to rest
 */
public record Direction(
        Set<Emotion> emotions,
        Gaze gaze,
        HeadAngles headGain,
        HeadAngles headTurn,
        double articulation,
        boolean blinks,
        Fade fade) {
    private static final double MOST_GAIN = 3;
    private static final double MOST_TURN = 45;

    /** Nothing asked for. */
    public static final Direction PLAIN =
            new Direction(Set.of(), Gaze.AHEAD, HeadAngles.ONE, HeadAngles.ZERO, 1, true, Fade.NONE);

    /** @throws IllegalArgumentException in a sentence fit to be shown */
    public Direction {
        emotions = Set.copyOf(emotions);
        String angles = "pitch, yaw and roll";
        Numbers.requireWithin(
                "The gain of the head", angles, 0, MOST_GAIN, headGain.pitch(), headGain.yaw(), headGain.roll());
        Numbers.requireWithin(
                "The turn of the head",
                "degrees of " + angles,
                -MOST_TURN,
                MOST_TURN,
                headTurn.pitch(),
                headTurn.yaw(),
                headTurn.roll());
        Numbers.requireWithin("The articulation", "", 0, 1, articulation);
    }

    /** The same in another mood, mixed if there are several. */
    public Direction in(Emotion... moods) {
        return new Direction(Set.of(moods), gaze, headGain, headTurn, articulation, blinks, fade);
    }

    /** The same with the eyes elsewhere. */
    public Direction looking(Gaze elsewhere) {
        return new Direction(emotions, elsewhere, headGain, headTurn, articulation, blinks, fade);
    }

    /** The same with the head's movements multiplied. */
    public Direction headGain(HeadAngles gain) {
        return new Direction(emotions, gaze, gain, headTurn, articulation, blinks, fade);
    }

    /** The same with the head turned by so many degrees. */
    public Direction turned(HeadAngles degrees) {
        return new Direction(emotions, gaze, headGain, degrees, articulation, blinks, fade);
    }

    /** The same with the mouth moving less. */
    public Direction articulated(double share) {
        return new Direction(emotions, gaze, headGain, headTurn, share, blinks, fade);
    }

    /** The same with eyes that blink, or do not. */
    public Direction blinking(boolean blink) {
        return new Direction(emotions, gaze, headGain, headTurn, articulation, blink, fade);
    }

    /** The same from rest and to rest. */
    public Direction fading(Fade other) {
        return new Direction(emotions, gaze, headGain, headTurn, articulation, blinks, other);
    }

    /** What of it is asked for. */
    public Set<Aspect> asked() {
        Set<Aspect> asked = EnumSet.noneOf(Aspect.class);
        for (Aspect aspect : Aspect.values()) {
            if (!value(aspect).equals(PLAIN.value(aspect))) {
                asked.add(aspect);
            }
        }
        return asked;
    }

    /** As much of it as lies within {@code aspects}. */
    public Direction within(Set<Aspect> aspects) {
        return chosen(aspects, PLAIN);
    }

    /** This, and where it asks for nothing what {@code usual} asks for. */
    public Direction or(Direction usual) {
        return chosen(asked(), usual);
    }

    private Direction chosen(Set<Aspect> mine, Direction other) {
        return new Direction(
                from(mine, Aspect.EMOTION, other).emotions,
                from(mine, Aspect.GAZE, other).gaze,
                from(mine, Aspect.HEAD_GAIN, other).headGain,
                from(mine, Aspect.HEAD_TURN, other).headTurn,
                from(mine, Aspect.ARTICULATION, other).articulation,
                from(mine, Aspect.BLINKS, other).blinks,
                from(mine, Aspect.FADE, other).fade);
    }

    private Direction from(Set<Aspect> mine, Aspect aspect, Direction other) {
        return mine.contains(aspect) ? this : other;
    }

    private Object value(Aspect aspect) {
        return switch (aspect) {
            case EMOTION -> emotions;
            case GAZE -> gaze;
            case HEAD_GAIN -> headGain;
            case HEAD_TURN -> headTurn;
            case ARTICULATION -> articulation;
            case BLINKS -> blinks;
            case FADE -> fade;
        };
    }

    /**
     * Written so that equal directions are written alike and others are not: {@code emotion=happy gaze=0.5,0}. Empty if nothing is
     * asked for.
     */
    @Override
    public String toString() {
        return asked().stream().map(this::written).collect(joining(" "));
    }

    private String written(Aspect aspect) {
        return switch (aspect) {
            case EMOTION ->
                "emotion=" + new TreeSet<>(emotions).stream().map(Emotion::word).collect(joining("+"));
            case GAZE -> "gaze=" + list(gaze.across(), gaze.down());
            case HEAD_GAIN -> "head-gain=" + list(headGain);
            case HEAD_TURN -> "head-turn=" + list(headTurn);
            case ARTICULATION -> "articulation=" + list(articulation);
            case BLINKS -> "blinks=" + blinks;
            case FADE -> "fade=" + list(fade.in(), fade.out());
        };
    }

    private static String list(HeadAngles angles) {
        return list(angles.pitch(), angles.yaw(), angles.roll());
    }

    private static String list(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Numbers::plain).collect(joining(","));
    }
}
