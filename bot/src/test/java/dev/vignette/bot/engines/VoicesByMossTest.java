package dev.vignette.bot.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.bot.Installation;
import dev.vignette.bot.generate.ClipAnswer;
import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipRequest;
import dev.vignette.bot.generate.ProgressListener;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.moss.standin.MossStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** From a request with a voice sample to a film, with the small stand-in of MOSS-TTS-Nano in the store. */
class VoicesByMossTest {
    /** Where the model is installed, once for all tests; each has a copy in a home of its own. */
    @TempDir
    private static Path installed;

    @TempDir
    private Path home;

    @BeforeAll
    static void installOnce() {
        InstalledModels.open(installed, name -> null)
                .install(new MossStandIn(), new ModelId("moss-tts-nano"), StandIn.Size.MINI, 1);
    }

    private Installation open(String voice) {
        ModelStore store = InstalledModels.open(home, name -> null);
        Settings settings = Settings.from(key -> switch (key) {
            case "vignette.home" -> home.toString();
            case "vignette.voice" -> voice;
            default -> null;
        });
        return Installation.open(settings, InstalledEquipment.find(settings, store), new SimpleMeterRegistry());
    }

    private void install() throws IOException {
        FileSystemUtils.copyRecursively(installed, home);
    }

    private static ClipRequest request(String language, boolean sample) {
        byte[] wav = sample ? WavWriter.bytes(Speakers.sample(5)) : null;
        return new ClipRequest("Yes.", language, "ada", null, wav, null, null, "cli", "operator");
    }

    @Test
    void aSampleWithItsDeclarationIsClonedAndTheFilmSaysByWhom() throws IOException, InterruptedException {
        install();
        try (Installation installation = open("auto")) {
            ClipPlan plan = installation.clips().plan(request("en", true));
            ClipAnswer answer = installation.clips().answer(plan, ProgressListener.NONE);
            assertThat(answer.clip().facts().engines().get("voice")).startsWith("moss-standin/v1-");
            assertThat(Files.readString(home.resolve("consent/declarations.jsonl")))
                    .contains("\"sample_sha256\"");
            assertThat(written(home.resolve("clips"))).contains("voice=moss-standin");
            Engines.Report report = installation.equipment().engines().report();
            assertThat(report.voices()).hasSize(2);
            assertThat(installation.clips().plan(request("en", true)).key()).isEqualTo(plan.key());
        }
    }

    @Test
    void aPlanIsNotSpokenBeforeItsDeclarationIsRecordedNorAfterTheRecordIsGone() throws Exception {
        install();
        try (Installation installation = open("moss")) {
            ClipPlan plan = installation.clips().plan(request("en", true));
            refuses(installation, plan);
            installation.clips().answer(plan, ProgressListener.NONE);
            Files.delete(home.resolve("consent/declarations.jsonl"));
            refuses(installation, plan);
        }
    }

    private void refuses(Installation installation, ClipPlan plan) {
        Path film = home.resolve("refused.mp4");
        assertThatThrownBy(() ->
                        installation.equipment().engines().renderer().render(plan.job(), film, (stage, done) -> {}))
                .isInstanceOfSatisfying(
                        RenderException.class,
                        e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.NO_CONSENT));
        assertThat(film).doesNotExist();
    }

    /** All bytes of the only film, as text. */
    private static String written(Path clips) throws IOException {
        try (Stream<Path> files = Files.walk(clips)) {
            Path film = files.filter(file -> file.toString().endsWith(".mp4"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(film, StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void whoHasNoVoiceOfTheirOwnIsSpokenByEspeakAndInMoreLanguagesWhoHas() throws IOException {
        install();
        try (Installation installation = open("moss")) {
            assertThat(installation.clips().plan(request("en", false)).voice().name())
                    .isEqualTo("espeak");
            assertThat(installation.clips().plan(request("de", true)).voice().name())
                    .isEqualTo("moss-standin");
        }
    }

    @Test
    void whatIsAskedForAndMissingIsSaidAndEspeakSpeaks() {
        try (Installation installation = open("moss")) {
            assertThat(installation.clips().plan(request("en", true)).voice().name())
                    .isEqualTo("espeak");
            assertThat(installation.equipment().engines().report().voiceAdvice())
                    .contains("vignette models pull moss-tts-nano");
        }
        try (Installation installation = open("espeak")) {
            assertThat(installation.clips().plan(request("en", true)).voice().name())
                    .isEqualTo("espeak");
            assertThat(installation.equipment().engines().report().voiceAdvice())
                    .isNull();
        }
    }
}
