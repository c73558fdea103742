package dev.vignette.bot.cli;

import dev.vignette.bot.generate.Refusal;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.Emotion;
import dev.vignette.renderer.direction.Fade;
import dev.vignette.renderer.direction.Gaze;
import dev.vignette.renderer.direction.HeadAngles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the face is told beyond the speech. */
final class DirectionOptions {
    private static final Map<String, Gaze> LOOKS = Map.of(
            "ahead", Gaze.AHEAD,
            "left", new Gaze(-1, 0),
            "right", new Gaze(1, 0),
            "up", new Gaze(0, -1),
            "down", new Gaze(0, 1));

    @Option(
            names = "--emotion",
            paramLabel = "NAME",
            split = ",",
            description = "angry, disgust, fear, happy, neutral, sad, surprise or contempt; several are mixed (Ditto).")
    private @Nullable List<String> emotions;

    @Option(
            names = "--gaze",
            paramLabel = "WHERE",
            description = "Where the eyes look: left, right, up, down, or ACROSS,DOWN from -1 to 1, such as 0.3,-0.2.")
    private @Nullable String gaze;

    @Option(
            names = "--head",
            paramLabel = "GAIN",
            description = "How much the head moves: 0 (still) to 3, or PITCH,YAW,ROLL each (default: 1).")
    private @Nullable String head;

    @Option(
            names = "--turn",
            paramLabel = "DEGREES",
            description = "Turns the head: PITCH,YAW,ROLL from -45 to 45; down, to the right, clockwise (Ditto).")
    private @Nullable String turn;

    @Option(names = "--mouth", paramLabel = "SHARE", description = "How much the mouth moves: 0 to 1 (default: 1).")
    private @Nullable String mouth;

    @Option(names = "--no-blinks", description = "Eyes that do not blink.")
    private boolean staring;

    @Option(
            names = "--fade",
            paramLabel = "IN,OUT",
            description = "Seconds in which the face comes from rest and goes back to it, 0 to 0.4 (Ditto).")
    private @Nullable String fade;

    /** @throws Refusal if a number or a word cannot be */
    Direction read() {
        try {
            Direction direction = Direction.PLAIN.blinking(!staring);
            if (emotions != null) {
                direction = direction.in(emotions.stream().map(Emotion::of).toArray(Emotion[]::new));
            }
            if (gaze != null) {
                Gaze named = LOOKS.get(gaze.strip().toLowerCase(Locale.ROOT));
                direction = direction.looking(named == null ? pair("--gaze", gaze, Gaze::new) : named);
            }
            if (head != null) {
                double[] gains = numbers("--head", head, 1, 3);
                direction = direction.headGain(
                        gains.length == 1 ? HeadAngles.all(gains[0]) : new HeadAngles(gains[0], gains[1], gains[2]));
            }
            if (turn != null) {
                double[] degrees = numbers("--turn", turn, 3);
                direction = direction.turned(new HeadAngles(degrees[0], degrees[1], degrees[2]));
            }
            if (mouth != null) {
                direction = direction.articulated(numbers("--mouth", mouth, 1)[0]);
            }
            return fade == null ? direction : direction.fading(pair("--fade", fade, Fade::new));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Reason.BAD_DIRECTION, String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T pair(String option, String text, BiFunction<Double, Double, T> maker) {
        double[] both = numbers(option, text, 2);
        return maker.apply(both[0], both[1]);
    }

    private static double[] numbers(String option, String text, int... lengths) {
        String[] parts = text.split(",", -1);
        if (Arrays.stream(lengths).noneMatch(length -> length == parts.length)) {
            throw unreadable(option);
        }
        try {
            return Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw unreadable(option);
        }
    }

    private static IllegalArgumentException unreadable(String option) {
        return new IllegalArgumentException(
                "What stands after " + option + " cannot be read; \"vignette clip --help\" shows how it is written.");
    }
}
