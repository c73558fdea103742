package dev.vignette.renderer.voice;

import dev.vignette.media.sound.Pcm;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A person's own voice, which cannot be had without their consent: there is none without a {@link Consent} for just this
 * sample.
 *
 * @param consent to the use of the sample
 * @param sample 1 to 30 s of their speech, mono, cleaned; null if only prints were kept
 * @param prints what engines made of the sample, by engine name; may be empty while there is a sample
 */
public record EnrolledVoice(Consent consent, @Nullable Pcm sample, Map<String, VoicePrint> prints) {
    private static final double SHORTEST = 1;
    private static final double LONGEST = 30.5;

    public EnrolledVoice {
        prints = Map.copyOf(prints);
        if (sample == null && prints.isEmpty()) {
            throw new IllegalArgumentException("An enrolled voice needs a sample or a voice print.");
        }
        if (sample != null && !(sample.seconds() >= SHORTEST && sample.seconds() <= LONGEST)) {
            throw new IllegalArgumentException("A voice sample lasts 1 to 30 s, not " + sample.seconds() + " s.");
        }
        prints.forEach((engine, print) -> {
            if (!print.engine().equals(engine)) {
                throw new IllegalArgumentException("The voice print of " + print.engine() + " is filed as " + engine);
            }
        });
    }

    /** With nothing prepared yet: engines make their prints when they first speak. */
    public EnrolledVoice(Consent consent, Pcm sample) {
        this(consent, sample, Map.of());
    }

    /** What the engine of this name has prepared. */
    public Optional<VoicePrint> print(String engine) {
        return Optional.ofNullable(prints.get(engine));
    }

    /** The same voice with one more print, or a newer one. */
    public EnrolledVoice with(VoicePrint print) {
        Map<String, VoicePrint> more = new TreeMap<>(prints);
        more.put(print.engine(), print);
        return new EnrolledVoice(consent, sample, more);
    }

    /** What is left of it when the sample is not kept: at least one print must be there. */
    public EnrolledVoice withoutSample() {
        return new EnrolledVoice(consent, null, prints);
    }

    /**
     * Changes with the sample; short and fit for a clip's identity. Prints do not count: what an engine makes of a sample follows
     * from the sample and from the engine's own version, whether it was kept or is made anew.
     */
    String version() {
        return consent.sampleSha256().substring(0, 16);
    }

    /** Without anything personal. */
    @Override
    public String toString() {
        return "EnrolledVoice[" + consent.id() + (sample == null ? "" : ", sample") + ", " + prints.keySet() + "]";
    }
}
