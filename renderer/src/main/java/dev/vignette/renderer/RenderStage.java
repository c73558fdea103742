package dev.vignette.renderer;

import java.util.Locale;

/** The overlapping stages of a film, by the work that is theirs. */
public enum RenderStage {
    /** Text to speech. */
    VOICE,
    /** Speech to frames. */
    FACE,
    /** Frames and speech to an MP4. */
    FILM;

    /** Name in metrics, timings and logs. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
