package dev.vignette.bot.turn;

/**
 * An answer.
 *
 * @param full text to be read, as the model wrote it
 * @param spoken the part to be said, made fit for a voice; empty if there is nothing to say, and then no film is made
 * @param language BCP 47 of both
 * @param provider who wrote it, honestly: {@code scripted}, {@code ollama/qwen3:4b}, …
 */
public record Reply(String full, String spoken, String language, String provider) {}
