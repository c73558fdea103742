package dev.vignette.conversation.hearing.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the tokens of one window at its pairs of timestamps. What stands after the last pair is left for the next window,
 * unless the window ends with a single timestamp: then nothing follows in it.
 */
record SegmentSlicer(SpecialTokens special) {
    /** Mel frames (10 ms) per timestamp (20 ms). */
    private static final int FRAMES_PER_TIMESTAMP = 2;

    private static final double FRAMES_PER_SECOND = 100;

    /**
     * @param start seconds from the beginning of the sound
     * @param end seconds from the beginning of the sound
     * @param tokens timestamps included
     */
    @SuppressWarnings("ArrayRecordComponent") // Tokens are compared one by one where at all.
    record Slice(double start, double end, int[] tokens) {}

    /**
     * @param slices in order
     * @param next where the next window begins, in frames from the beginning of the sound
     */
    record Cut(List<Slice> slices, int next) {}

    /**
     * @param tokens of the window, without prompt and end-of-text
     * @param seek where the window begins, in frames
     * @param frames how long the window is
     */
    Cut cut(int[] tokens, int seek, int frames) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < tokens.length; i++) {
            if (special.isTimestamp(tokens[i]) && special.isTimestamp(tokens[i - 1])) {
                ends.add(i);
            }
        }
        double offset = seek / FRAMES_PER_SECOND;
        if (ends.isEmpty()) {
            return new Cut(List.of(whole(tokens, offset, frames)), seek + frames);
        }
        boolean singleEnd = tokens.length >= 2
                && special.isTimestamp(tokens[tokens.length - 1])
                && !special.isTimestamp(tokens[tokens.length - 2]);
        if (singleEnd) {
            ends.add(tokens.length);
        }
        List<Slice> slices = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            int[] slice = Arrays.copyOfRange(tokens, from, end);
            slices.add(new Slice(
                    offset + special.seconds(slice[0]), offset + special.seconds(slice[slice.length - 1]), slice));
            from = end;
        }
        int heard = (tokens[from - 1] - special.firstTimestamp()) * FRAMES_PER_TIMESTAMP;
        // A window that ends where it began would be decoded for ever.
        boolean stuck = !singleEnd && heard == 0;
        return new Cut(slices, singleEnd || stuck ? seek + frames : seek + Math.min(heard, frames));
    }

    private Slice whole(int[] tokens, double offset, int frames) {
        double length = frames / FRAMES_PER_SECOND;
        for (int i = tokens.length - 1; i >= 0; i--) {
            if (special.isTimestamp(tokens[i])) {
                length = tokens[i] == special.firstTimestamp() ? length : special.seconds(tokens[i]);
                break;
            }
        }
        return new Slice(offset, offset + length, tokens);
    }
}
