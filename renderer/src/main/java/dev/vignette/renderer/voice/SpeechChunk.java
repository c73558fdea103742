package dev.vignette.renderer.voice;

import dev.vignette.media.sound.Pcm;
import java.util.List;

/**
 * A stretch of speech that follows the one before without a gap.
 *
 * @param sound the samples
 * @param phonemes those that begin in this stretch, in order; empty if the engine does not know
 */
public record SpeechChunk(Pcm sound, List<TimedPhoneme> phonemes) {
    public SpeechChunk {
        phonemes = List.copyOf(phonemes);
    }
}
