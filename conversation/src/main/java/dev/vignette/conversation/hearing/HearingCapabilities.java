package dev.vignette.conversation.hearing;

import dev.vignette.media.Language;
import java.util.Set;

/**
 * What an engine for hearing can do, as data.
 *
 * @param engine its name for metadata and {@code /health}, such as {@code whisper-base (onnxruntime-cpu)}; {@code none} if
 *     it hears nothing; a stand-in is named as one
 * @param languages what it understands
 * @param speechDetector what says where speech is: {@code silero}, or {@code level} where its file is not installed
 * @param detectsLanguage whether it tells the language by itself
 * @param licence SPDX identifier or name of the terms of the engine and its weights
 */
public record HearingCapabilities(
        String engine, Set<Language> languages, String speechDetector, boolean detectsLanguage, String licence) {
    public HearingCapabilities {
        languages = Set.copyOf(languages);
    }
}
