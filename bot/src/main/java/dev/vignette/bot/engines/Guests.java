package dev.vignette.bot.engines;

import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.Timbre;

/** Reads what people bring along. The files are hostile until proven otherwise. */
public interface Guests {

    /** @throws RuntimeException of media or renderer, fit to be shown, if the picture cannot be used */
    Look.Photograph picture(byte[] file, String sha256);

    /** @throws RuntimeException of media or renderer, fit to be shown, if the sample cannot be used */
    Timbre timbre(byte[] file, String sha256);
}
