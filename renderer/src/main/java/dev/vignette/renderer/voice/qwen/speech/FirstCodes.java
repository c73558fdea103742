package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.renderer.voice.qwen.model.CodecTokens;
import java.util.BitSet;

/** Draws codebook 0 of one sentence: what was said is a little less likely, and no end comes in the first frames. */
final class FirstCodes {
    /** The answer when the sentence is at its end. */
    static final int END = -1;

    private static final int NO_END = 2;

    private final CodecTokens tokens;
    private final Sampling sampling;
    private final BitSet said = new BitSet();
    private int frame;

    FirstCodes(CodecTokens tokens, Sampling sampling) {
        this.tokens = tokens;
        this.sampling = sampling;
    }

    /**
     * @param logits of the whole vocabulary; changed
     * @param uniform in [0, 1)
     */
    int next(float[] logits, double uniform) {
        float penalty = (float) sampling.repetitionPenalty();
        said.stream().forEach(id -> logits[id] = logits[id] < 0 ? logits[id] * penalty : logits[id] / penalty);
        for (int id = tokens.codes(); id < logits.length; id++) {
            if (id != tokens.end() || frame < NO_END) {
                logits[id] = Float.NEGATIVE_INFINITY;
            }
        }
        frame++;
        int id = Draw.from(logits, 0, logits.length, sampling, uniform);
        if (id == tokens.end()) {
            return END;
        }
        said.set(id);
        return id;
    }
}
