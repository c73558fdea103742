package dev.vignette.bot.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.Installation;
import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipRequest;
import dev.vignette.bot.generate.ProgressListener;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.Clip;
import dev.vignette.media.Language;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.sketch.SketchFace;
import dev.vignette.renderer.voice.FakeClone;
import dev.vignette.renderer.voice.FakeVoice;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.Voice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmsWhoseVoiceFailsTest {
    @TempDir
    private Path home;

    private record Shaky(FakeClone voice) implements VoiceOffer {
        @Override
        public String name() {
            return "shaky";
        }

        @Override
        public Set<Language> languages() {
            return Set.of(Language.ENGLISH);
        }

        @Override
        public Optional<Voice> take() {
            return Optional.of(voice);
        }

        @Override
        public void close() {}
    }

    /** Makes a film with a voice that fails {@code times} times first. */
    private Clip film(int times, FakeClone[] asked) throws InterruptedException {
        FakeClone clone = new FakeClone("shaky", FakeVoice.Behaviour.PLAIN.failing(times, Reason.ENGINE_FAILED));
        asked[0] = clone;
        Engines engines = new Engines(
                () -> new FallbackVoice(
                        List.of(new Shaky(clone)), new FakeVoice(), InstantSource.system(), probe -> {}),
                () -> List.of(new SketchFace()));
        Equipment equipment =
                new Equipment(engines, InstalledEquipment.cast(), new DecodedGuests(), text -> Optional.empty());
        Settings settings = Settings.from(key -> key.equals("vignette.home") ? home.toString() : null);
        byte[] sample = WavWriter.bytes(Speakers.sample(5));
        ClipRequest request = new ClipRequest("Yes.", "en", "ada", null, sample, null, null, "cli", "operator");
        try (Installation installation = Installation.open(settings, equipment, new SimpleMeterRegistry())) {
            ClipPlan plan = installation.clips().plan(request);
            assertThat(plan.voice().name()).isEqualTo("shaky");
            Clip clip = installation.clips().answer(plan, ProgressListener.NONE).clip();
            assertThat(clip.id().equals(plan.key().id()))
                    .as("a film is kept under the name of who spoke")
                    .isEqualTo(clip.facts().engines().get("voice").startsWith("shaky"));
            return clip;
        }
    }

    @Test
    void oneFailureIsTriedOnceMore() throws InterruptedException {
        FakeClone[] clone = new FakeClone[1];
        assertThat(film(1, clone).facts().engines()).containsEntry("voice", "shaky/1");
        assertThat(clone[0].calls()).isEqualTo(2);
    }

    @Test
    void thenTheNextVoiceSpeaksAndTheFilmIsKnownByIt() throws Exception {
        FakeClone[] clone = new FakeClone[1];
        assertThat(film(9, clone).facts().engines()).containsEntry("voice", "fake/1");
        assertThat(clone[0].calls()).isEqualTo(2);
        assertThat(Files.readAllLines(home.resolve("consent/declarations.jsonl")))
                .as("the declaration is recorded once")
                .hasSize(1);
    }
}
