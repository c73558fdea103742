package dev.vignette.conversation.hearing.whisper;

import java.util.Arrays;

/** Notices a decoder that goes round in circles, so that it need not be waited for. */
final class RepetitionGuard {
    private static final int SAME_TOKEN = 20;
    private static final int GROUP = 8;
    private static final int GROUPS = 3;

    private RepetitionGuard() {}

    /** Whether the last of {@code count} tokens are one token twenty times, or the same eight three times. */
    static boolean looping(int[] tokens, int count) {
        return same(tokens, count, 1, SAME_TOKEN) || same(tokens, count, GROUP, GROUPS);
    }

    private static boolean same(int[] tokens, int count, int size, int times) {
        if (count < size * times) {
            return false;
        }
        for (int back = 1; back < times; back++) {
            int at = count - size * (back + 1);
            if (!Arrays.equals(tokens, count - size, count, tokens, at, at + size)) {
                return false;
            }
        }
        return true;
    }
}
