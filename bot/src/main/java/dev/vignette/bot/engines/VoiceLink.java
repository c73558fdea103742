package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceCapabilities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One voice of a chain: opened when it is first needed, left alone after failures in a row until it has spoken a word on
 * trial. Safe to use from several threads.
 */
final class VoiceLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceLink.class);
    /** One failure may be the text's fault. */
    private static final int FAILURES = 2;

    private static final Duration FIRST_REST = Duration.ofSeconds(30);
    private static final int LONGEST_REST = 5;
    private static final Map<String, String> TRIAL = Map.of("en", "One, two.", "es", "Uno, dos.", "zh", "一，二。");

    private final VoiceOffer offer;
    private final InstantSource clock;
    private final Executor probes;
    private volatile @Nullable Voice opened;
    private volatile @Nullable String trouble;
    private final SpeechPace pace = new SpeechPace();
    private boolean hopeless;
    private int failures;
    private int rests;
    private @Nullable Instant restsUntil;
    private boolean onTrial;

    VoiceLink(VoiceOffer offer, InstantSource clock, Executor probes) {
        this.offer = offer;
        this.clock = clock;
        this.probes = probes;
    }

    String name() {
        return engine().map(EngineName::name).orElse(offer.name());
    }

    /** Whether it is installed, or asked for by name; it may be out of order. Quick. */
    boolean offered() {
        return !offer.languages().isEmpty();
    }

    /** What it would speak as this speaker, as far as known without opening it; empty while it may not be used. Quick. */
    Set<Language> languages(Speaker speaker) {
        Voice voice = opened;
        if (speaker.enrolled() == null || trouble != null) {
            return Set.of();
        }
        return voice == null ? offer.languages() : voice.languages(speaker);
    }

    /** The voice if it can be this speaker now. May open it; may set off a trial, whose result the next one who asks will find. */
    Optional<Voice> ready(Speaker speaker, Language language) {
        if (speaker.enrolled() == null || !offer.languages().contains(language)) {
            return Optional.empty();
        }
        Voice voice = usable(speaker, language);
        return voice != null && voice.languages(speaker).contains(language)
                ? Optional.of(new Watched(voice))
                : Optional.empty();
    }

    /** The voice itself, for people to be enrolled with it. Opens it; empty if it cannot be opened. */
    synchronized Optional<CloningVoice> enroller() {
        return open() instanceof CloningVoice voice ? Optional.of(voice) : Optional.empty();
    }

    /** How it stands to somebody's voice; empty while it is not open. Never waits. */
    Optional<CloneState> state(EnrolledVoice voice) {
        return opened instanceof CloningVoice clone
                ? Optional.of(new CloneState(clone.engine(), clone.canBe(voice)))
                : Optional.empty();
    }

    private synchronized @Nullable Voice usable(Speaker speaker, Language language) {
        Voice voice = opened;
        if (voice != null && restsUntil != null) {
            if (!onTrial
                    && !clock.instant().isBefore(restsUntil)
                    && voice.languages(speaker).contains(language)) {
                onTrial = true;
                probes.execute(() -> tryOut(voice, speaker, language));
            }
            return null;
        }
        return open();
    }

    private @Nullable Voice open() {
        if (opened == null && !hopeless) {
            try {
                opened = offer.take().orElse(null);
                trouble = null;
            } catch (RenderException e) {
                hopeless = true;
                trouble = e.getMessage();
                LOG.warn("The voice {} is not used. {}", offer.name(), e.getMessage());
            }
        }
        return opened;
    }

    private void tryOut(Voice voice, Speaker speaker, Language language) {
        try {
            Script script = new Script(TRIAL.getOrDefault(language.code(), "1, 2."), language);
            voice.speak(script, speaker, 1, chunk -> {});
            recovered();
        } catch (RenderException e) {
            if (e.reason() == RenderException.Reason.NO_CONSENT) {
                untried();
            } else {
                failed(e);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** The person's declaration is not recorded yet, or was taken back meanwhile: that says nothing of the voice. */
    private synchronized void untried() {
        onTrial = false;
    }

    private synchronized void recovered() {
        if (restsUntil != null) {
            LOG.info("The voice {} speaks again.", offer.name());
        }
        failures = 0;
        rests = 0;
        restsUntil = null;
        onTrial = false;
        trouble = null;
    }

    private synchronized void failed(RuntimeException failure) {
        failures++;
        if (failures >= FAILURES || onTrial) {
            Duration rest = FIRST_REST.multipliedBy(1L << Math.min(rests++, LONGEST_REST));
            restsUntil = clock.instant().plus(rest);
            trouble = failure.getMessage();
            LOG.warn("The voice {} rests for {} s. {}", offer.name(), rest.toSeconds(), failure.getMessage());
        }
        onTrial = false;
    }

    /** The engine, once it is open. Never waits. */
    Optional<EngineName> engine() {
        return Optional.ofNullable(opened).map(Voice::engine);
    }

    /** Why it is not used, or that it is slow; null if all is well. Never waits. */
    @Nullable
    String advice() {
        return trouble != null
                ? trouble
                : engine().map(name -> pace.remark(name.name())).orElse(null);
    }

    @Override
    public synchronized void close() {
        try (offer) {
            Voice voice = opened;
            hopeless = true;
            opened = null;
            if (voice != null) {
                voice.close();
            }
        }
    }

    /** The voice, with an eye on whether it succeeds. */
    private final class Watched implements Voice {
        private final Voice voice;

        Watched(Voice voice) {
            this.voice = voice;
        }

        @Override
        public EngineName engine() {
            return voice.engine();
        }

        @Override
        public VoiceCapabilities capabilities() {
            return voice.capabilities();
        }

        @Override
        public Set<Language> languages(Speaker speaker) {
            return voice.languages(speaker);
        }

        @Override
        public void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
            try {
                pace.time(sink, timed -> voice.speak(script, speaker, seed, timed));
                recovered();
            } catch (RenderException e) {
                if (e.reason() == RenderException.Reason.ENGINE_FAILED
                        || e.reason() == RenderException.Reason.ENGINE_MISSING) {
                    failed(e);
                }
                throw e;
            }
        }

        /** The chain closes the voice. */
        @Override
        public void close() {}
    }
}
