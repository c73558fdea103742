package dev.vignette.conversation.hearing.whisper;

import java.util.Arrays;

/**
 * What may follow what when segments are marked: timestamps come in pairs around text, never go back, begin within the first
 * second, and are preferred where together they are likelier than any word.
 *
 * @param endOfText the end of the ids of text
 * @param noTimestamps the token that would switch the marks off
 * @param firstTimestamp 0.00 s; all ids from here on are timestamps
 * @param latestStart highest index of the first timestamp
 */
record TimestampRules(int endOfText, int noTimestamps, int firstTimestamp, int latestStart) {
    static final int FIRST_SECOND = 50;
    private static final float NEVER = Float.NEGATIVE_INFINITY;

    static TimestampRules of(SpecialTokens special) {
        return new TimestampRules(special.endOfText(), special.noTimestamps(), special.firstTimestamp(), FIRST_SECOND);
    }

    /** Forbids what may not come next after these {@code count} sampled tokens. */
    void forbid(float[] logits, int[] sampled, int count) {
        logits[noTimestamps] = NEVER;
        if (count == 0) {
            Arrays.fill(logits, 0, firstTimestamp, NEVER);
            Arrays.fill(logits, Math.min(logits.length, firstTimestamp + latestStart + 1), logits.length, NEVER);
            return;
        }
        boolean last = sampled[count - 1] >= firstTimestamp;
        boolean lastButOne = count < 2 || sampled[count - 2] >= firstTimestamp;
        if (last && lastButOne) {
            Arrays.fill(logits, firstTimestamp, logits.length, NEVER);
        } else if (last) {
            Arrays.fill(logits, 0, endOfText, NEVER);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (sampled[i] >= firstTimestamp) {
                int bound = last && !lastButOne ? sampled[i] : sampled[i] + 1;
                Arrays.fill(logits, firstTimestamp, Math.min(logits.length, bound), NEVER);
                break;
            }
        }
    }

    /** Forbids all text if the timestamps together are likelier than the likeliest of it. */
    void preferTimestamps(float[] logits) {
        double times = LogProbabilities.logSumExp(logits, firstTimestamp, logits.length);
        float text = NEVER;
        for (int id = 0; id < firstTimestamp; id++) {
            text = Math.max(text, logits[id]);
        }
        if (times > text) {
            Arrays.fill(logits, 0, firstTimestamp, NEVER);
        }
    }
}
