package dev.vignette.renderer.direction;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A mood to be shown: the basic emotions after Ekman and Friesen (1986), and none. */
public enum Emotion {
    ANGRY,
    DISGUST,
    FEAR,
    HAPPY,
    NEUTRAL,
    SAD,
    SURPRISE,
    CONTEMPT;

    /** As people write it: {@code happy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException in a sentence that lists what there is */
    public static Emotion of(String word) {
        return Arrays.stream(values())
                .filter(emotion -> emotion.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no emotion \"" + shown(word) + "\". Choose from: "
                                + Arrays.stream(values()).map(Emotion::word).collect(Collectors.joining(", ")) + "."));
    }

    /** What came from outside, short and harmless enough to be repeated. */
    private static String shown(String word) {
        String text = word.replaceAll("[^\\p{L}\\p{N} -]", "?");
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
