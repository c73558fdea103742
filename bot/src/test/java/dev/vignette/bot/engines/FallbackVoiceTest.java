package dev.vignette.bot.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.FakeClone;
import dev.vignette.renderer.voice.FakeVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FallbackVoiceTest extends VoiceContract {
    private static final Script HELLO = new Script("Hello there.", Language.ENGLISH);

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Queue<Runnable> probes = new ArrayDeque<>();
    private final List<String> closed = new ArrayList<>();

    /** A clone that fails as it is told, or is not there, or cannot be opened. */
    private final class Offer implements VoiceOffer {
        private final String name;
        private final FakeVoice.Behaviour behaviour;
        private boolean installed = true;
        private boolean damaged;
        private int taken;
        private FakeClone clone;

        Offer(String name, FakeVoice.Behaviour behaviour) {
            this.name = name;
            this.behaviour = behaviour;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Language> languages() {
            return installed ? Set.of(Language.ENGLISH, Language.of("de")) : Set.of();
        }

        @Override
        public Optional<Voice> take() {
            taken++;
            if (damaged) {
                throw new RenderException(Reason.ENGINE_MISSING, "The model " + name + " is damaged.");
            }
            clone = new FakeClone(name, behaviour);
            return installed ? Optional.of(clone) : Optional.empty();
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }

    private FallbackVoice chain(VoiceOffer... offers) {
        return new FallbackVoice(List.of(offers), new FakeVoice(), () -> now, probes::add);
    }

    @Override
    protected Voice open() {
        return chain(new Offer("better", FakeVoice.Behaviour.PLAIN));
    }

    private static String speakerOf(Voice voice, Speaker speaker) {
        return voice.voiceFor(speaker, Language.ENGLISH).engine().name();
    }

    private static void fails(FallbackVoice voice) {
        assertThatThrownBy(() -> voice.speak(HELLO, Speakers.enrolled(), 1, chunk -> {}))
                .isInstanceOf(RenderException.class);
    }

    @Test
    void whoHasAVoiceOfTheirOwnIsClonedByTheFirstThatIsThere() {
        Offer best = new Offer("best", FakeVoice.Behaviour.PLAIN);
        best.installed = false;
        Offer second = new Offer("second", FakeVoice.Behaviour.PLAIN);
        try (FallbackVoice voice = chain(best, second)) {
            assertThat(speakerOf(voice, Speakers.approximate())).isEqualTo("fake");
            assertThat(second.taken).as("nothing is opened for others").isZero();
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("second");
            assertThat(voice.engines()).extracting(name -> name.name()).containsExactly("second", "fake");
            best.installed = true;
            assertThat(speakerOf(voice, Speakers.enrolled()))
                    .as("installing it is enough")
                    .isEqualTo("best");
            assertThat(second.taken).isEqualTo(1);
        }
        assertThat(closed).endsWith("best", "second");
    }

    @Test
    void languagesAreThoseOfWhomeverCouldSpeak() {
        try (FallbackVoice voice = chain(new Offer("better", FakeVoice.Behaviour.PLAIN))) {
            assertThat(voice.languages(Speakers.enrolled())).contains(Language.of("de"), Language.CHINESE);
            assertThat(voice.voiceFor(Speakers.enrolled(), Language.CHINESE)
                            .engine()
                            .name())
                    .isEqualTo("fake");
            assertThatThrownBy(() -> voice.voiceFor(Speakers.enrolled(), Language.of("tlh")))
                    .isInstanceOfSatisfying(
                            RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSPEAKABLE_TEXT));
        }
    }

    @Test
    void whoeverWasNotPreparedForAVoiceAndHasNoRecordingIsNotOfferedIt() {
        try (FallbackVoice voice =
                chain(new Offer("newer", FakeVoice.Behaviour.PLAIN), new Offer("older", FakeVoice.Behaviour.PLAIN))) {
            EnrolledVoice own = Objects.requireNonNull(Speakers.enrolled().enrolled());
            assertThat(voice.states(own)).as("nothing is opened to be asked").isEmpty();
            CloningVoice older = voice.enrollers().voices().getLast();
            EnrolledVoice left = own.with(older.print(own)).withoutSample();
            Speaker speaker = Speakers.approximate().with(left);
            assertThat(speakerOf(voice, speaker)).isEqualTo("older");
            assertThat(voice.states(left))
                    .extracting(state -> state.engine().name() + " " + state.ready())
                    .containsExactly("newer false", "older true");
        }
    }

    @Test
    void whoCannotBeOpenedIsMissedAndWhoIsNotInstalledIsNot() {
        Offer absent = new Offer("absent", FakeVoice.Behaviour.PLAIN);
        absent.installed = false;
        Offer broken = new Offer("broken", FakeVoice.Behaviour.PLAIN);
        broken.damaged = true;
        Offer fine = new Offer("fine", FakeVoice.Behaviour.PLAIN);
        try (FallbackVoice voice = chain(absent, fine)) {
            assertThat(voice.enrollers().voices()).hasSize(1);
            assertThat(voice.enrollers().complete()).isTrue();
            assertThat(voice.cloners()).containsExactly("fine");
        }
        try (FallbackVoice voice = chain(broken, new Offer("fine", FakeVoice.Behaviour.PLAIN))) {
            assertThat(voice.enrollers().voices()).hasSize(1);
            assertThat(voice.enrollers().complete()).isFalse();
        }
    }

    @Test
    void aTrialWithAVoiceThatWasTakenBackSaysNothingOfTheEngine() {
        Offer shaky = new Offer("shaky", FakeVoice.Behaviour.PLAIN.failing(2, Reason.ENGINE_FAILED));
        try (FallbackVoice voice = chain(shaky)) {
            fails(voice);
            fails(voice);
            now = now.plus(Duration.ofSeconds(31));
            assertThat(speakerOf(voice, Speakers.withdrawn())).isEqualTo("fake");
            probes.remove().run();
            assertThat(speakerOf(voice, Speakers.enrolled()))
                    .as("the next trial is at once")
                    .isEqualTo("fake");
            probes.remove().run();
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("shaky");
        }
    }

    @Test
    void oneThatCannotBeOpenedIsNotTriedAgainAndItIsSaid() {
        Offer broken = new Offer("broken", FakeVoice.Behaviour.PLAIN);
        broken.damaged = true;
        try (FallbackVoice voice = chain(broken)) {
            assertThat(voice.advice()).isEmpty();
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            assertThat(broken.taken).isEqualTo(1);
            assertThat(voice.advice()).hasValue("The model broken is damaged.");
        }
    }

    @Test
    void afterTwoFailuresItRestsUntilATrialSucceeds() {
        Offer shaky = new Offer("shaky", FakeVoice.Behaviour.PLAIN.failing(3, Reason.ENGINE_FAILED));
        try (FallbackVoice voice = chain(shaky)) {
            fails(voice);
            assertThat(speakerOf(voice, Speakers.enrolled()))
                    .as("one may be the text's fault")
                    .isEqualTo("shaky");
            fails(voice);
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            assertThat(voice.advice()).isPresent();
            assertThat(probes).as("not yet").isEmpty();

            now = now.plus(Duration.ofSeconds(31));
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            assertThat(probes).as("one at a time, and nobody waits").hasSize(1);
            probes.remove().run();
            assertThat(speakerOf(voice, Speakers.enrolled()))
                    .as("the trial failed")
                    .isEqualTo("fake");

            now = now.plus(Duration.ofSeconds(31));
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            assertThat(probes).as("it rests for longer").isEmpty();
            now = now.plus(Duration.ofSeconds(30));
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("fake");
            probes.remove().run();
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("shaky");
            assertThat(voice.advice()).isEmpty();
        }
    }

    @Test
    void cancellingAndTextsThatCannotBeSpokenAreNoFailures() {
        Offer offer = new Offer("better", FakeVoice.Behaviour.PLAIN.failing(5, Reason.CANCELLED));
        try (FallbackVoice voice = chain(offer)) {
            for (int i = 0; i < 5; i++) {
                fails(voice);
            }
            assertThat(speakerOf(voice, Speakers.enrolled())).isEqualTo("better");
        }
    }
}
