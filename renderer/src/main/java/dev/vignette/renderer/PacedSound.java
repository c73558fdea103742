package dev.vignette.renderer;

import dev.vignette.media.film.FilmWriter;
import dev.vignette.media.sound.Pcm;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands speech to the film in pieces as long as one frame, with each frame one, so that sound is encoded while the painters
 * are busy and not in one go while they wait. Used by one thread.
 */
final class PacedSound {
    private final FilmWriter film;
    private final double pace;
    private final Deque<Pcm> waiting = new ArrayDeque<>();
    private int begun;

    /** @param pace seconds of sound that go with one frame */
    PacedSound(FilmWriter film, double pace) {
        this.film = film;
        this.pace = pace;
    }

    void add(Pcm sound) {
        waiting.add(sound);
    }

    /** Hands on what goes with one frame, less at the end of what is waiting. */
    void step() {
        Pcm first = waiting.peek();
        if (first == null) {
            return;
        }
        int length = first.samples().length;
        int end = Math.min(length, begun + (int) Math.ceil(pace * first.rate().hertz()));
        film.sound(first.slice(begun, end));
        begun = end;
        if (end == length) {
            waiting.remove();
            begun = 0;
        }
    }

    /** Hands on all that is waiting. */
    void finish() {
        while (!waiting.isEmpty()) {
            step();
        }
    }
}
