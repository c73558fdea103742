package dev.vignette.renderer.voice.qwen.model;

/**
 * Ids on the text side that stand for no text.
 *
 * @param start of a turn
 * @param assistant who speaks
 * @param newline after who speaks
 * @param pad where there is no text
 * @param begin of speech
 * @param end of the text
 */
public record TextTokens(int start, int assistant, int newline, int pad, int begin, int end) {}
