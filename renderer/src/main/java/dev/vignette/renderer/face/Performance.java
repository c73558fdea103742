package dev.vignette.renderer.face;

import dev.vignette.media.film.FrameSink;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.List;

/**
 * One film in the making: speech goes in, frames come out as soon as all the sound that they depend on is known. Used by
 * one thread at a time.
 */
public interface Performance extends AutoCloseable {

    /**
     * Hears the next stretch of speech and hands on, on the calling thread, every frame that is now determined, but for a few
     * that may still be in the making and come with the next call.
     */
    void hear(SpeechChunk chunk, FrameSink sink);

    /**
     * Says that the speech is over and hands on the remaining frames, so that the picture is at least as long as the
     * sound and longer by less than one frame.
     */
    void finish(FrameSink sink);

    /** What whoever asked for the film should know about it, in whole sentences: that one of several faces speaks. */
    default List<String> remarks() {
        return List.of();
    }

    /** Frees what the film held; frames not handed on by then are lost. */
    @Override
    void close();
}
