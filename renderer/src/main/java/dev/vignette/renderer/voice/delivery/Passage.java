package dev.vignette.renderer.voice.delivery;

/**
 * A piece of text that an engine speaks in one go.
 *
 * @param text one or more sentences, or a part of a long one; with at least one letter or digit, without line breaks
 * @param pause silence after it, seconds
 */
public record Passage(String text, double pause) {}
