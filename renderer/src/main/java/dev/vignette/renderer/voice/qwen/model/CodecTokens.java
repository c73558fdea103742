package dev.vignette.renderer.voice.qwen.model;

import dev.vignette.media.Language;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ids on the codec side that stand for no sound; below {@code codes} they do.
 *
 * @param codes how many ids are sounds of codebook 0: 2048
 * @param languages tags by English name in lower case, such as {@code spanish}
 */
public record CodecTokens(
        int codes,
        int pad,
        int begin,
        int end,
        int think,
        int noThink,
        int thinkBegin,
        int thinkEnd,
        Map<String, Integer> languages) {
    /** The ten languages of the model by their codes. */
    private static final Map<Language, String> NAMES = Map.of(
            Language.ENGLISH,
            "english",
            Language.CHINESE,
            "chinese",
            Language.SPANISH,
            "spanish",
            new Language("de"),
            "german",
            new Language("fr"),
            "french",
            new Language("it"),
            "italian",
            new Language("ja"),
            "japanese",
            new Language("ko"),
            "korean",
            new Language("pt"),
            "portuguese",
            new Language("ru"),
            "russian");

    public CodecTokens {
        languages = Map.copyOf(languages);
    }

    /** The tag of a language; empty if the model has none for it. */
    public OptionalInt language(Language language) {
        Integer tag = languages.get(NAMES.getOrDefault(language, ""));
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    /** The languages that the published models know. */
    public static Set<Language> published() {
        return NAMES.keySet();
    }

    /** All languages that the model knows and we have names for. */
    public Set<Language> known() {
        return NAMES.keySet().stream()
                .filter(language -> language(language).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }
}
