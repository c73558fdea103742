package dev.vignette.renderer.voice.qwen.prompt;

import dev.vignette.media.Language;
import dev.vignette.renderer.voice.qwen.model.CodecTokens;
import dev.vignette.renderer.voice.qwen.model.TextTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Lays out prompts as Qwen3-TTS was trained on them: who speaks, tags of the language, the voice, then text and sound, in
 * one of two modes. Stateless.
 *
 * @see <a href="https://arxiv.org/abs/2601.15621">Qwen3-TTS technical report</a>
 */
public record PromptLayout(TextTokens text, CodecTokens codec) {

    /**
     * A prompt by the voice alone.
     *
     * @param body ids of the text, at least one
     * @param language null, or one that has no tag, leaves it to the model
     */
    public Prompt of(List<Integer> body, @Nullable Language language, TextMode mode) {
        List<Row> rows = opening(language);
        if (mode == TextMode.WHOLE) {
            body.forEach(id -> rows.add(Row.of(id, codec.pad())));
            rows.add(Row.of(text.end(), codec.pad()));
            rows.add(Row.of(text.pad(), codec.begin()));
            return new Prompt(rows, List.of(), text.pad());
        }
        rows.add(Row.of(body.getFirst(), codec.begin()));
        List<Integer> trailing = new ArrayList<>(body.subList(1, body.size()));
        trailing.add(text.end());
        return new Prompt(rows, trailing, text.pad());
    }

    /** A prompt that goes on from a recording with its words: nearer to the voice, and longer. */
    public Prompt of(List<Integer> body, @Nullable Language language, TextMode mode, Reference reference) {
        List<Row> rows = opening(language);
        List<Integer> words = new ArrayList<>(reference.text());
        words.addAll(body);
        words.add(text.end());
        List<Row.CodecSide> sounds = new ArrayList<>();
        sounds.add(new Row.Code(codec.begin()));
        reference.frames().forEach(frame -> sounds.add(new Row.Frame(frame)));
        if (mode == TextMode.WHOLE) {
            words.forEach(id -> rows.add(Row.of(id, codec.pad())));
            sounds.forEach(sound -> rows.add(new Row(text.pad(), sound)));
            return new Prompt(rows, List.of(), text.pad());
        }
        for (int i = 0; i < sounds.size(); i++) {
            rows.add(new Row(i < words.size() ? words.get(i) : text.pad(), sounds.get(i)));
        }
        List<Integer> trailing = words.size() > sounds.size() ? words.subList(sounds.size(), words.size()) : List.of();
        return new Prompt(rows, trailing, text.pad());
    }

    /** Up to where text or sound begins. */
    private List<Row> opening(@Nullable Language language) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.text(text.start()));
        rows.add(Row.text(text.assistant()));
        rows.add(Row.text(text.newline()));
        for (int tag : tags(language)) {
            rows.add(Row.of(text.pad(), tag));
        }
        rows.add(new Row(text.pad(), new Row.Voice()));
        rows.add(Row.of(text.begin(), codec.pad()));
        return rows;
    }

    private int[] tags(@Nullable Language language) {
        OptionalInt tag = language == null ? OptionalInt.empty() : codec.language(language);
        return tag.isPresent()
                ? new int[] {codec.think(), codec.thinkBegin(), tag.getAsInt(), codec.thinkEnd()}
                : new int[] {codec.noThink(), codec.thinkBegin(), codec.thinkEnd()};
    }
}
