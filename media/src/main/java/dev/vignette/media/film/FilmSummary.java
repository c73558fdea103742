package dev.vignette.media.film;

import java.time.Duration;

/**
 * What was written.
 *
 * @param frames pictures in the file, held ones included
 * @param duration of the picture; the sound is as long or less than one frame shorter or longer
 * @param bytes size of the file
 * @param encoder FFmpeg's name of the H.264 encoder that made it
 */
public record FilmSummary(int frames, Duration duration, long bytes, String encoder) {}
