package dev.vignette.bot.engines;

import dev.vignette.renderer.EngineName;

/**
 * How a voice that clones stands to one person's voice.
 *
 * @param ready whether it can speak with it: by a print of its own version, or by the recording
 */
public record CloneState(EngineName engine, boolean ready) {}
