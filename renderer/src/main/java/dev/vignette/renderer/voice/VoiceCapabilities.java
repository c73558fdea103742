package dev.vignette.renderer.voice;

import dev.vignette.media.Language;
import dev.vignette.media.sound.SampleRate;
import java.util.Set;

/**
 * What a voice engine can do, as data.
 *
 * @param languages what it speaks
 * @param rate of every chunk it gives
 * @param clones whether it carries a person's identity (an approximate voice does not); then it is a {@link CloningVoice}
 * @param streaming whether sound comes while a sentence is still being made
 * @param phonemes whether its chunks come with phoneme times
 * @param needsGpu whether it refuses to run without one
 * @param licence SPDX identifier or name of the terms of the engine and its weights
 */
public record VoiceCapabilities(
        Set<Language> languages,
        SampleRate rate,
        boolean clones,
        boolean streaming,
        boolean phonemes,
        boolean needsGpu,
        String licence) {

    public VoiceCapabilities {
        languages = Set.copyOf(languages);
    }
}
