package dev.vignette.renderer.voice;

/** Takes speech in order of time. */
@FunctionalInterface
public interface SpeechSink {
    void accept(SpeechChunk chunk);
}
