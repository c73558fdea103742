package dev.vignette.conversation.hearing;

import dev.vignette.media.Language;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said.
 *
 * @param text all segments in one; blank exactly if there is a reason in {@code noSpeech}
 * @param language what was spoken; null if nothing was
 * @param languageProbability 0…1; 1 if the language was given
 * @param segments in order of time
 * @param noSpeech why there are no words; null if there are
 * @param complete false if the deadline passed before the end of the sound
 * @param length of the sound
 * @param speech how much of it is speech
 * @param timings what took how long
 */
public record Transcript(
        String text,
        @Nullable Language language,
        double languageProbability,
        List<Segment> segments,
        @Nullable NoSpeech noSpeech,
        boolean complete,
        Duration length,
        Duration speech,
        HearingTimings timings) {
    public Transcript {
        segments = List.copyOf(segments);
        if (text.isBlank() != (noSpeech != null)) {
            throw new IllegalArgumentException("A transcript has either words or a reason for having none");
        }
    }

    /** A transcript without words. */
    public static Transcript silent(NoSpeech reason, Duration length, Duration speech, HearingTimings timings) {
        return new Transcript("", null, 0, List.of(), reason, true, length, speech, timings);
    }

    public boolean hasWords() {
        return noSpeech == null;
    }

    /**
     * A stretch of speech.
     *
     * @param start from the beginning of the sound
     * @param end from the beginning of the sound
     * @param text what was said, trimmed, never blank
     * @param averageLogProbability of its tokens (natural logarithm); about −0.3 for clear speech, below −1 for guesses
     * @param noSpeechProbability 0…1, the model's own opinion that nobody speaks
     * @param compressionRatio of the text by zlib; above 2.4 it repeats itself
     * @param temperature at which it was decoded; 0 unless the model hesitated
     */
    public record Segment(
            Duration start,
            Duration end,
            String text,
            double averageLogProbability,
            double noSpeechProbability,
            double compressionRatio,
            double temperature) {}
}
