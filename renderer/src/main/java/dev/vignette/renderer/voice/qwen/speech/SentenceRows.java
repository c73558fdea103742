package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All rows that one sentence needs, embedded when it begins: those of the prompt and those of the text that follows it. */
final class SentenceRows {
    private final Prompt prompt;
    private final float[] values;
    private final int width;
    private final Map<Integer, float[]> texts;

    /** @param voice the speaker's vector, as wide as the talker */
    SentenceRows(Embedding embedding, Prompt prompt, float[] voice) {
        this.prompt = prompt;
        width = voice.length;
        Set<Integer> ids = new HashSet<>(prompt.trailing());
        ids.add(prompt.then());
        texts = embedding.text(ids);
        values = embedding.rows(prompt, voice);
    }

    /** Takes some rows of the prompt. */
    interface Part {
        /**
         * @param rows as many as the graph takes at a time, zeros behind those that are meant
         * @param count that are meant
         * @param position of the first
         */
        void take(float[] rows, int count, int position);
    }

    /** The rows of the prompt, one after the other. */
    float[] prompt() {
        return values;
    }

    /** Gives the prompt in parts of {@code most} rows. Returns how many rows it has. */
    int inParts(int most, Part part) {
        int count = prompt.rows().size();
        for (int from = 0; from < count; from += most) {
            int some = Math.min(most, count - from);
            float[] rows = Arrays.copyOf(Arrays.copyOfRange(values, from * width, (from + some) * width), most * width);
            part.take(rows, some, from);
        }
        return count;
    }

    /** The row of text that goes with the frame after {@code frame}. */
    float[] textAfter(int frame) {
        return Objects.requireNonNull(texts.get(prompt.textAfter(frame)));
    }
}
