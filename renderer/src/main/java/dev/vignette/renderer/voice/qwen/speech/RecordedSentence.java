package dev.vignette.renderer.voice.qwen.speech;

import java.util.function.Consumer;

/** A sentence said in a {@link DecoderSlot}: two launches for each frame, the second before anybody asks for it. */
final class RecordedSentence implements LanguageModel.Sentence {
    private final DecoderSlot slot;
    private final SentenceRows rows;
    private final Embedding embedding;
    private final double sharpness;
    private final Consumer<DecoderSlot> after;
    private int position;
    private int frame;
    private boolean closed;

    /** @param after takes the slot back, also if the prompt fails */
    RecordedSentence(
            DecoderSlot slot,
            SentenceRows rows,
            int most,
            Embedding embedding,
            double sharpness,
            Consumer<DecoderSlot> after) {
        this.slot = slot;
        this.rows = rows;
        this.embedding = embedding;
        this.sharpness = sharpness;
        this.after = after;
        try {
            position = rows.inParts(most, slot::take);
        } catch (RuntimeException e) {
            after.accept(slot);
            throw e;
        }
    }

    @Override
    public float[] logits() {
        return slot.logits();
    }

    @Override
    public int[] frame(int first, float[] uniforms) {
        float[] text = rows.textAfter(frame++);
        return slot.say(first, embedding.code(first), uniforms, sharpness, text, position++);
    }

    @Override
    public void advance() {
        // The slot has gone on already.
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // Its runs read what the next sentence will write.
            slot.logits();
            after.accept(slot);
        }
    }
}
