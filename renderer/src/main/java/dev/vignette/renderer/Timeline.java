package dev.vignette.renderer;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Places speech in the film: a breath of silence before and after, and nothing beyond the limit. A chunk that would
 * cross the limit late in the film is left out whole (chunks end at sentences); an early one is cut and faded.
 */
final class Timeline {
    static final Duration LEAD_IN = Duration.ofMillis(200);
    static final Duration TAIL = Duration.ofMillis(480);
    private static final double LEAVE_OUT_AFTER = 0.6;
    private static final Duration FADE = Duration.ofMillis(80);

    private final SampleRate rate;
    private final SpeechSink next;
    private final int limit;
    private final int lead;
    private int spoken;
    private boolean full;

    Timeline(SampleRate rate, Duration maxDuration, SpeechSink next) {
        this.rate = rate;
        this.next = next;
        lead = rate.samples(LEAD_IN);
        // The tail always fits, and the last frame may outlast the sound by almost its own length.
        limit = rate.samples(maxDuration.minus(TAIL).minus(Duration.ofMillis(40)));
    }

    void accept(SpeechChunk chunk) {
        if (full) {
            return;
        }
        if (spoken == 0) {
            spoken = lead;
            next.accept(new SpeechChunk(Pcm.silence(LEAD_IN, rate), List.of()));
        }
        Pcm sound = chunk.sound();
        if (spoken + sound.samples().length > limit) {
            full = true;
            if (spoken > limit * LEAVE_OUT_AFTER) {
                return;
            }
            sound = faded(sound.slice(0, limit - spoken));
        }
        double end = (spoken + sound.samples().length) / (double) rate.hertz();
        next.accept(new SpeechChunk(sound, shifted(chunk.phonemes(), end)));
        spoken += sound.samples().length;
    }

    void finish() {
        next.accept(new SpeechChunk(Pcm.silence(TAIL, rate), List.of()));
    }

    boolean shortened() {
        return full;
    }

    private List<TimedPhoneme> shifted(List<TimedPhoneme> phonemes, double end) {
        double shift = lead / (double) rate.hertz();
        List<TimedPhoneme> moved = new ArrayList<>(phonemes.size());
        for (TimedPhoneme p : phonemes) {
            if (p.start() + shift < end) {
                moved.add(new TimedPhoneme(p.ipa(), p.start() + shift, Math.min(p.end() + shift, end), p.stress()));
            }
        }
        return moved;
    }

    private Pcm faded(Pcm sound) {
        int length = Math.min(rate.samples(FADE), sound.samples().length);
        for (int i = 0; i < length; i++) {
            sound.samples()[sound.samples().length - 1 - i] *= i / (float) length;
        }
        return sound;
    }
}
