package dev.vignette.bot.turn;

import java.time.Duration;

/**
 * What a voice note says, made or found.
 *
 * @param clip id of the clip whose speech it is
 * @param work engine time it took; zero if it was there already
 */
public record Speech(String clip, Duration work) {}
