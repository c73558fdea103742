package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Words for a voice: one line of plain sentences without markup, symbols, emoji or digits that a voice would stumble
 * over. Making it from a speakable text again gives the same text.
 *
 * <p>Numbers, dates, units and abbreviations are put into words for English, Chinese and Spanish; for any other language
 * only the markup goes and the digits stay, for the voice to read.
 *
 * @param text may be empty: where nothing in the written text can be said
 */
public record SpeakableText(String text, Language language) {
    private static final Map<Language, Verbaliser> VERBALISERS = Map.of(
            Language.ENGLISH, new EnglishVerbaliser(),
            Language.SPANISH, new SpanishVerbaliser(),
            Language.CHINESE, new ChineseVerbaliser());

    /** Several minutes of speech; more is never said, and is not looked at. */
    static final int LONGEST = 4_000;

    /** Taking one layer of markup off may bare another (a link label that is an address); they are never nested deeper. */
    private static final int MOST_LAYERS = 4;

    /**
     * Says in words what {@code written} shows: code, tables and pictures are mentioned and not read out, links are
     * named by their label or host, reasoning ({@code <think>}), stage directions and emoji are dropped.
     *
     * @param written by a model or a person; anything goes, it never throws
     */
    public static SpeakableText of(String written, Language language) {
        String text = Reasoning.strip(written.length() > LONGEST ? written.substring(0, LONGEST) : written);
        UnaryOperator<String> words =
                VERBALISERS.containsKey(language) ? VERBALISERS.get(language)::say : UnaryOperator.identity();
        Phrases phrases = Phrases.in(language);
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            String bared = bare(text, words, phrases);
            if (bared.equals(text)) {
                break;
            }
            text = bared;
        }
        return new SpeakableText(text, language);
    }

    private static String bare(String text, UnaryOperator<String> words, Phrases phrases) {
        String plain = MarkdownSpeech.of(ChatMarkup.say(Typography.clean(text), phrases), phrases);
        String withoutEmoji = Emoji.strip(StageDirections.strip(plain));
        if (!Typography.hasWords(withoutEmoji)) {
            return Emoji.kindOf(plain).map(phrases::emoji).orElse("");
        }
        return Typography.finish(words.apply(withoutEmoji), phrases);
    }

    /** Its sentences in order, each with its end mark. */
    public List<String> sentences() {
        return Sentences.split(text, language);
    }

    /** How long a voice takes at an ordinary pace; good to about a quarter. */
    public Duration estimate() {
        return SpeakingTime.of(text, language);
    }

    /**
     * As many whole sentences as fit; if not even the first does, as many of its clauses; if not even one does, as many
     * of its words. Never ends within a word.
     */
    public SpeakableText within(Duration budget) {
        return new SpeakableText(SpeakingTime.cut(this, budget), language);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
