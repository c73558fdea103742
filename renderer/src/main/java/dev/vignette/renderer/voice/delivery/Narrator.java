package dev.vignette.renderer.voice.delivery;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.SpeechSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has an engine read passages and hands on one even stream. The first passage is handed on while it is being made, so that the
 * first sound comes soon; each later one when it has been heard to its end. A take that is no speech of its text is made again
 * with another seed, unless something of it was handed on. Stateless.
 *
 * @param engine for messages
 * @param rate of what the engine gives and of what is handed on
 * @param expectedLufs how loud the engine is, as a rule
 * @param eager whether the first passage is handed on early; pointless where the engine gives passages as a whole
 */
public record Narrator(String engine, SampleRate rate, double expectedLufs, boolean eager) {
    private static final int TAKES = 3;

    /** An engine at work on one passage. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @param seed all randomness of this take
         * @param sound takes the samples in order, in pieces of any length; what it throws has to come through
         * @throws BadTakeException if the engine itself sees that the take is no good
         */
        void read(Passage passage, long seed, Consumer<float[]> sound);
    }

    /**
     * @param passages at least one
     * @throws RenderException ENGINE_FAILED if no take was good enough, and whatever reader and sink throw
     */
    public void speak(List<Passage> passages, long seed, Reader reader, SpeechSink sink) {
        SpeechTrack track = new SpeechTrack(rate, expectedLufs, sink);
        for (int i = 0; i < passages.size(); i++) {
            speak(passages.get(i), mixed(seed, i), reader, track, eager && i == 0);
            track.end(i == passages.size() - 1 ? 0 : passages.get(i).pause());
        }
        track.finish();
    }

    private void speak(Passage passage, long seed, Reader reader, SpeechTrack track, boolean early) {
        List<String> faults = new ArrayList<>();
        for (int take = 0; take < TAKES; take++) {
            try {
                if (early) {
                    listen(passage, mixed(seed, take), reader, track::hear);
                } else {
                    Pcm sound = whole(passage, mixed(seed, take), reader);
                    track.expect(sound);
                    track.hear(sound.samples());
                }
                return;
            } catch (BadTakeException e) {
                faults.add(String.valueOf(e.getMessage()));
                if (early && track.handedOn()) {
                    break;
                }
                if (early) {
                    track.forget();
                }
            }
        }
        throw new RenderException(
                Reason.ENGINE_FAILED,
                "The voice %s gave %s instead of speech. Try again, or put it in other words."
                        .formatted(engine, faults.getLast()));
    }

    private void listen(Passage passage, long seed, Reader reader, Consumer<float[]> sound) {
        TakeGuard guard = new TakeGuard(rate, passage.text());
        reader.read(passage, seed, samples -> {
            guard.hear(samples);
            sound.accept(samples);
        });
        guard.finish();
    }

    private Pcm whole(Passage passage, long seed, Reader reader) {
        List<float[]> pieces = new ArrayList<>();
        listen(passage, seed, reader, pieces::add);
        float[] all = new float[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return new Pcm(Arrays.copyOf(all, at), rate);
    }

    /** SplitMix64 (Steele, Lea and Flood 2014): takes and passages do not share randomness. */
    private static long mixed(long seed, int index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
