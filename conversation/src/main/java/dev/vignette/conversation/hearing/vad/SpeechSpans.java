package dev.vignette.conversation.hearing.vad;

import static dev.vignette.conversation.hearing.vad.SpeechDetector.WINDOW;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes stretches of speech of probabilities, with hysteresis: speech begins at {@code threshold}, and ends where it has been
 * below {@code threshold} − 0.15 for {@code minSilence}. All lengths in samples at 16 kHz. The rules are those of Silero
 * VAD's own post-processing.
 *
 * @param threshold probability from which a window is speech
 * @param minSpeech stretches not longer than this are dropped
 * @param minSilence shorter pauses do not end a stretch
 * @param pad added at both ends; a pause shorter than twice this is shared in half
 * @param maxSpeech a longer stretch is cut at its last pause of more than 98 ms, or hard
 */
public record SpeechSpans(float threshold, int minSpeech, int minSilence, int pad, int maxSpeech) {
    private static final int PER_MILLISECOND = 16;
    private static final int PAUSE_TO_CUT_AT = 98 * PER_MILLISECOND;
    private static final float HYSTERESIS = 0.15f;
    private static final float LOWEST_THRESHOLD = 0.01f;

    /** What is cut out of a recording before Whisper hears it: pauses of more than two seconds. */
    public static final SpeechSpans WHOLE_RECORDING = ofMilliseconds(0.5f, 0, 2_000, 400, Integer.MAX_VALUE);
    /** Stretches that fit into Whisper's window of 30 s. */
    public static final SpeechSpans WINDOWS = ofMilliseconds(0.5f, 0, 160, 400, 30_000);
    /** How much is really spoken. */
    public static final SpeechSpans SPOKEN = ofMilliseconds(0.5f, 250, 100, 30, Integer.MAX_VALUE);

    /** Lengths in milliseconds; {@link Integer#MAX_VALUE} for a stretch of any length. */
    public static SpeechSpans ofMilliseconds(float threshold, int minSpeech, int minSilence, int pad, int maxSpeech) {
        return new SpeechSpans(
                threshold,
                minSpeech * PER_MILLISECOND,
                minSilence * PER_MILLISECOND,
                pad * PER_MILLISECOND,
                maxSpeech == Integer.MAX_VALUE ? maxSpeech : maxSpeech * PER_MILLISECOND);
    }

    /**
     * Stretches of speech, in order, padded.
     *
     * @param probabilities one per window
     * @param samples length of the sound
     */
    public List<Span> find(float[] probabilities, int samples) {
        return padded(raw(probabilities, samples), samples);
    }

    List<Span> raw(float[] probabilities, int samples) {
        return new Scan().over(probabilities, samples);
    }

    List<Span> padded(List<Span> raw, int samples) {
        List<Span> padded = new ArrayList<>(raw.size());
        int from = raw.isEmpty() ? 0 : Math.max(0, raw.getFirst().from() - pad);
        for (int i = 0; i < raw.size(); i++) {
            Span span = raw.get(i);
            if (i == raw.size() - 1) {
                padded.add(new Span(from, Math.min(samples, span.to() + pad)));
                break;
            }
            int next = raw.get(i + 1).from();
            int share = Math.min(pad, next - span.to() < 2 * pad ? (next - span.to()) / 2 : pad);
            padded.add(new Span(from, span.to() + share));
            from = next - share;
        }
        return padded;
    }

    /** One pass over the windows. Sample 0 cannot be the beginning of a pause, so 0 stands for "none". */
    private final class Scan {
        private final float release = Math.max(threshold - HYSTERESIS, LOWEST_THRESHOLD);
        private final long longest = (long) maxSpeech - WINDOW - 2L * pad;
        private final List<Span> found = new ArrayList<>();
        private boolean speaking;
        private int start;
        private int quietSince;
        private int lastPause;
        private int afterPause;

        List<Span> over(float[] probabilities, int samples) {
            for (int i = 0; i < probabilities.length; i++) {
                step(probabilities[i], i * WINDOW);
            }
            if (speaking && samples - start > minSpeech) {
                found.add(new Span(start, samples));
            }
            return found;
        }

        private void step(float probability, int at) {
            if (probability >= threshold) {
                if (quietSince > 0) {
                    quietSince = 0;
                    if (afterPause < lastPause) {
                        afterPause = at;
                    }
                }
                if (!speaking) {
                    speaking = true;
                    start = at;
                    return;
                }
            }
            if (speaking && maxSpeech != Integer.MAX_VALUE && at - start > longest && !cut(at)) {
                return;
            }
            if (speaking && probability < release) {
                pause(at);
            }
        }

        /** Ends a stretch that has become too long; true if the one after the pause goes on. */
        private boolean cut(int at) {
            boolean atPause = lastPause > 0;
            found.add(new Span(start, atPause ? lastPause : at));
            speaking = atPause && afterPause >= lastPause;
            start = speaking ? afterPause : start;
            forgetPauses();
            return atPause;
        }

        private void pause(int at) {
            if (quietSince == 0) {
                quietSince = at;
            }
            int quiet = at - quietSince;
            if (quiet > PAUSE_TO_CUT_AT) {
                lastPause = quietSince;
            }
            if (quiet >= minSilence) {
                if (quietSince - start > minSpeech) {
                    found.add(new Span(start, quietSince));
                }
                speaking = false;
                forgetPauses();
            }
        }

        private void forgetPauses() {
            quietSince = 0;
            lastPause = 0;
            afterPause = 0;
        }
    }
}
