package dev.vignette.bot.generate;

import dev.vignette.clip.ClipId;
import java.time.Duration;

/**
 * Speech without a picture, made or found.
 *
 * @param clip whose voice note lies ready, or can be had from its film
 * @param work time the voice worked; zero if it was there already
 */
public record SpeechAnswer(ClipId clip, Duration work) {
    static SpeechAnswer found(ClipId clip) {
        return new SpeechAnswer(clip, Duration.ZERO);
    }
}
