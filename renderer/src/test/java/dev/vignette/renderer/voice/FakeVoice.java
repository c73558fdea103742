package dev.vignette.renderer.voice;

import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A voice driven by data, for tests of what comes after: every letter or digit is a tone-like syllable of a fixed length at the
 * timbre's F0, every other character a pause. Spends no time.
 */
public final class FakeVoice implements Voice {
    private static final SampleRate RATE = SampleRate.HZ_22050;
    private static final Set<Language> LANGUAGES =
            Set.of(Language.ENGLISH, Language.SPANISH, Language.CHINESE, Language.of("de"));
    private static final String[] VOWELS = {"a", "e", "i", "o", "u"};

    /**
     * @param syllableSeconds length of each character
     * @param chunkSeconds most of one chunk
     * @param failures how many calls fail first…
     * @param failure …with this reason
     */
    public record Behaviour(double syllableSeconds, double chunkSeconds, int failures, Reason failure) {
        public static final Behaviour PLAIN = new Behaviour(0.1, 1.0, 0, Reason.ENGINE_FAILED);

        public Behaviour failing(int times, Reason reason) {
            return new Behaviour(syllableSeconds, chunkSeconds, times, reason);
        }

        public Behaviour chunksOf(double seconds) {
            return new Behaviour(syllableSeconds, seconds, failures, failure);
        }
    }

    private final Behaviour behaviour;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    public FakeVoice() {
        this(Behaviour.PLAIN);
    }

    public FakeVoice(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** How often it was asked to speak. */
    public int calls() {
        return calls.get();
    }

    @Override
    public EngineName engine() {
        return new EngineName("fake", "1");
    }

    @Override
    public VoiceCapabilities capabilities() {
        return new VoiceCapabilities(LANGUAGES, RATE, false, false, true, false, "Apache-2.0");
    }

    @Override
    public void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
        if (closed) {
            throw new IllegalStateException("This voice is closed.");
        }
        if (calls.incrementAndGet() <= behaviour.failures()) {
            throw new RenderException(behaviour.failure(), "The fake voice was told to fail.");
        }
        if (!capabilities().languages().contains(script.language())) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "The fake voice does not speak " + script.language());
        }
        int[] characters = script.text().codePoints().toArray();
        if (script.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce.");
        }
        int each = (int) Math.round(behaviour.syllableSeconds() * RATE.hertz());
        int perChunk = Math.max(1, (int) Math.floor(behaviour.chunkSeconds() / behaviour.syllableSeconds()));
        // Evenly, so that no chunk is a mere remainder.
        int chunks = (characters.length + perChunk - 1) / perChunk;
        for (int chunk = 0; chunk < chunks; chunk++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new RenderException(Reason.CANCELLED, "The speech was stopped.");
            }
            int from = chunk * characters.length / chunks;
            int to = (chunk + 1) * characters.length / chunks;
            float[] samples = new float[(to - from) * each];
            List<TimedPhoneme> phonemes = new ArrayList<>();
            for (int i = from; i < to; i++) {
                double start = i * (double) each / RATE.hertz();
                boolean spoken = Character.isLetterOrDigit(characters[i]);
                String vowel = spoken ? VOWELS[Math.floorMod(characters[i] + (int) seed, VOWELS.length)] : "";
                phonemes.add(
                        new TimedPhoneme(vowel, start, start + each / (double) RATE.hertz(), spoken && i % 3 == 0));
                if (spoken) {
                    tone(samples, (i - from) * each, each, speaker.timbre().medianF0());
                }
            }
            sink.accept(new SpeechChunk(new Pcm(samples, RATE), phonemes));
        }
    }

    private static void tone(float[] samples, int from, int length, double hertz) {
        for (int i = 0; i < length; i++) {
            double swell = Math.sin(Math.PI * i / length);
            double phase = 2 * Math.PI * hertz * i / RATE.hertz();
            samples[from + i] =
                    (float) (0.3 * swell * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase)));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
