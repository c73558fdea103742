package dev.vignette.renderer;

import java.time.Duration;

/**
 * Facts of a finished voice note.
 *
 * @param duration of the sound
 * @param voice engine that spoke
 * @param busy time the voice worked
 * @param shortened whether speech beyond the limit was left out
 */
public record SpokenClip(Duration duration, EngineName voice, Duration busy, boolean shortened) {}
