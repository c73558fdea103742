package dev.vignette.clip;

import java.time.Duration;
import java.util.Map;

/** Recipes and facts for tests. */
final class Recipes {
    static final ClipFacts FACTS =
            new ClipFacts(Duration.ofMillis(1_840), "en", "ada", Map.of("voice", "espeak/1", "face", "sketch/1"));

    private Recipes() {}

    static ClipRecipe saying(String text) {
        return new ClipRecipe(
                text,
                "en",
                new ClipRecipe.Versioned("espeak", "1"),
                "ada-1",
                new ClipRecipe.Versioned("ada", "1"),
                new ClipRecipe.Versioned("sketch", "1"),
                "512x512@25/h264+aac");
    }

    static ClipId id(String text) {
        return saying(text).key().id();
    }
}
