package dev.vignette.bot.studio;

import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.Enrollers;
import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.VoicePrint;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import dev.vignette.renderer.voice.enrolment.TrialSpeech;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Has every voice that clones make what it needs of a recording, in the background and one person at a time; then the recording goes,
 * unless its owner wants it kept. An engine that fails is asked again every ten minutes and after a restart, for a day; then the
 * recording goes all the same.
 */
final class VoiceEnrolment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(VoiceEnrolment.class);

    private final OwnAvatars avatars;
    private final Engines engines;
    private final Supplier<Optional<SpeakerEncoder>> ear;
    private final InstantSource clock;
    private final Executor worker;
    private final Object turn = new Object();
    private volatile boolean closed;
    private volatile @Nullable Thread working;

    /**
     * @param ear the speaker model, if one is installed: then what is made is compared with the recording
     * @param worker where the work is done
     */
    VoiceEnrolment(
            OwnAvatars avatars,
            Engines engines,
            Supplier<Optional<SpeakerEncoder>> ear,
            InstantSource clock,
            Executor worker) {
        this.avatars = avatars;
        this.engines = engines;
        this.ear = ear;
        this.clock = clock;
        this.worker = worker;
    }

    /** Sets off the work for somebody who has just brought a recording. */
    void begin(AvatarId id) {
        worker.execute(() -> {
            synchronized (turn) {
                if (!closed) {
                    working = Thread.currentThread();
                    avatars.card(id).ifPresent(this::enrol);
                    working = null;
                }
            }
        });
    }

    /** Stops what is being done; it is gone on with after the next start. Before the engines are closed. */
    @Override
    public void close() {
        closed = true;
        Thread busy = working;
        if (busy != null) {
            busy.interrupt();
        }
        synchronized (turn) {
            LOG.debug("Nobody is being enrolled any more.");
        }
    }

    /** Goes on with what was not done: after a restart, or because an engine failed. */
    @Scheduled(initialDelay = 0, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void catchUp() {
        avatars.leavingSamples().forEach(card -> begin(card.avatarId()));
    }

    private void enrol(OwnAvatar card) {
        KeptVoice kept = avatars.voice(card).filter(KeptVoice::hasSample).orElse(null);
        if (kept == null) {
            return;
        }
        boolean done = false;
        try {
            done = prints(card, kept);
        } catch (RenderException e) {
            LOG.warn("No voice could look at the recording of {} yet. {}", card.id(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The voice of {} could not be prepared.", card.id(), e);
        }
        boolean late = clock.instant().isAfter(card.created().plus(PATIENCE));
        if ((done || late) && !card.keepsSample()) {
            avatars.forgetSample(card.avatarId());
        }
    }

    /** @return whether there is nothing left to be tried */
    private boolean prints(OwnAvatar card, KeptVoice kept) throws IOException {
        Enrollers enrollers = engines.enrollers();
        boolean done = enrollers.complete();
        for (CloningVoice voice : enrollers.voices()) {
            EnrolledVoice person = avatars.enrolled(card.avatarId());
            if (person == null) {
                return true;
            }
            done &= print(card, kept, voice, person);
        }
        return done;
    }

    private boolean print(OwnAvatar card, KeptVoice kept, CloningVoice voice, EnrolledVoice person) throws IOException {
        try {
            VoicePrint print = voice.print(person);
            KeptVoice.Print before = kept.prints().get(print.engine());
            if (before == null || !before.print().equals(print)) {
                avatars.keep(card.avatarId(), print, likeness(card, voice, person.with(print)));
            }
            return true;
        } catch (RenderException e) {
            LOG.warn("{} could not look at the recording of {}. {}", voice.engine(), card.id(), e.getMessage());
            return e.reason() == Reason.UNUSABLE_SAMPLE || e.reason() == Reason.NO_CONSENT;
        }
    }

    /** Null where there is nothing to compare by, or the comparison failed, which is no reason not to speak. */
    private @Nullable Double likeness(OwnAvatar card, CloningVoice voice, EnrolledVoice person) {
        SpeakerEncoder encoder = ear.get().orElse(null);
        if (encoder == null || person.sample() == null) {
            return null;
        }
        try {
            List<Language> languages =
                    card.languages().stream().map(Language::of).toList();
            return TrialSpeech.likeness(encoder, voice, person, languages);
        } catch (RenderException | InferenceException | IllegalArgumentException e) {
            LOG.warn(
                    "Speech by {} could not be compared with the recording of {}. {}",
                    voice.engine(),
                    card.id(),
                    e.getMessage());
            return null;
        }
    }
}
