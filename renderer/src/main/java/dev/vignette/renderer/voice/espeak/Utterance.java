package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.sound.Pcm;
import java.util.List;

/**
 * What espeak-ng made of one request.
 *
 * @param events where sounds begin, in order of time
 * @param ipa the same sounds with stress marks: sounds joined by {@code _}, words by spaces
 */
record Utterance(Pcm sound, List<Event> events, String ipa) {

    /**
     * A sound begins.
     *
     * @param sample place in {@link Utterance#sound}
     * @param phoneme espeak-ng's IPA, empty for a pause
     */
    record Event(int sample, String phoneme) {}

    /**
     * What to say and how.
     *
     * @param voice espeak-ng's name of language and variant, {@code "en-us+f1"}
     * @param wordsPerMinute 80…450
     * @param pitch 0…99
     * @param range of intonation, 0…99
     */
    record Request(String voice, int wordsPerMinute, int pitch, int range, String text) {}
}
