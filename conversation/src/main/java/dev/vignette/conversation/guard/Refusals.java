package dev.vignette.conversation.guard;

import dev.vignette.media.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** What is said instead of an answer, in the person's language; ready to be spoken. */
public final class Refusals {
    private static final Map<Language, Properties> TEXTS = Map.of(
            Language.ENGLISH, read("en"),
            Language.SPANISH, read("es"),
            Language.CHINESE, read("zh"));

    private Refusals() {}

    /** In {@code language}, or in English where it has not been written for it. */
    public static String of(Concern concern, Language language) {
        Properties texts = TEXTS.containsKey(language) ? TEXTS.get(language) : TEXTS.get(Language.ENGLISH);
        return Objects.requireNonNull(Objects.requireNonNull(texts).getProperty(concern.name()));
    }

    private static Properties read(String code) {
        String name = "refusals-" + code + ".properties";
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(Refusals.class.getResourceAsStream(name), name)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
