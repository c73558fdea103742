package dev.vignette.bot.engines;

import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.Timbre;

/** Reads what people bring along. The files are hostile until proven otherwise. */
public interface Guests {

    /** @throws RuntimeException of media or renderer, fit to be shown, if the picture cannot be used */
    Look.Photograph picture(byte[] file, String sha256);

    /** @throws RuntimeException of media, fit to be shown, if it is no film of pictures that are read */
    Look.Footage footage(byte[] file, String sha256);

    /**
     * What was heard in a sample.
     *
     * @param sample 24 kHz
     */
    record Heard(Timbre timbre, Pcm sample) {
        private static final double LONGEST = 30;

        public Heard {
            sample = sample.slice(0, (int) (LONGEST * sample.rate().hertz()));
        }

        /** Whether there is enough of it for an own voice. */
        public boolean enrollable() {
            return sample.seconds() >= 1;
        }
    }

    /** @throws RuntimeException of media or renderer, fit to be shown, if the sample cannot be used */
    Heard voice(byte[] file, String sha256);
}
