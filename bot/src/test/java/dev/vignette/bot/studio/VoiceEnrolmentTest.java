package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.renderer.voice.FakeClone;
import dev.vignette.renderer.voice.FakeVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.enrolment.BandsModel;
import dev.vignette.renderer.voice.enrolment.Echo;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From a recording on the disk to prints on the disk. */
class VoiceEnrolmentTest extends EnrolmentFixture {
    @Test
    void theRecordingGoesWhenTheVoicesHaveWhatTheyNeedAndNothingElseChanges() throws IOException {
        bring(false);
        float[] before = said();
        String identity = speaker().versionFor(voices.getFirst());
        enrolment().begin(ID);
        assertThat(recording()).as("nobody waits for it").exists();
        runAll();

        assertThat(recording()).doesNotExist();
        assertThat(onDisk()).as("nothing is left of its samples").noneMatch(VoiceEnrolmentTest::holdsTheSample);
        assertThat(speaker().enrolled().sample()).isNull();
        assertThat(said()).isEqualTo(before);
        assertThat(speaker().versionFor(voices.getFirst())).isEqualTo(identity);

        restart();
        assertThat(speaker().enrolled().sample()).isNull();
        assertThat(speaker().enrolled().prints()).containsOnlyKeys("fake-clone");
        assertThat(said()).isEqualTo(before);
        assertThat(speaker().versionFor(voices.getFirst())).isEqualTo(identity);
    }

    private List<byte[]> onDisk() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<byte[]> all = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(Files.readAllBytes(file));
            }
            return all;
        }
    }

    private static boolean holdsTheSample(byte[] file) {
        return file.length > SAMPLE.length / 2;
    }

    @Test
    void whoeverWantsItKeptKeepsItBesideThePrints() {
        bring(true);
        enrolment().begin(ID);
        runAll();
        assertThat(recording()).exists();
        assertThat(home.resolve("avatars/own-abc/prints/fake-clone.print")).exists();
        assertThat(avatars.leavingSamples()).isEmpty();
        assertThat(speaker().enrolled().sample()).isNotNull();
    }

    @Test
    void aVoiceThatCameLaterIsNotOfferedWithoutARecording() {
        bring(false);
        enrolment().begin(ID);
        runAll();
        voices.addFirst(new FakeClone("newer", FakeVoice.Behaviour.PLAIN));
        voices.set(1, new FakeClone("fake-clone", "pitch/2", FakeVoice.Behaviour.PLAIN));
        restart();
        assertThat(engines.renderer()
                        .voice()
                        .voiceFor(speaker(), Language.ENGLISH)
                        .engine()
                        .name())
                .as("both are newer than the recording")
                .isEqualTo("fake");
        assertThat(engines.states(Objects.requireNonNull(speaker().enrolled())))
                .noneMatch(state -> state.ready())
                .hasSize(2);
    }

    @Test
    void whereNobodyClonesOnlyTheMeasuresStay() {
        voices.clear();
        bring(false);
        enrolment().begin(ID);
        runAll();
        assertThat(recording()).doesNotExist();
        assertThat(speaker().enrolled()).isNull();
        restart();
        assertThat(speaker().enrolled()).isNull();
    }

    @Test
    void anEngineThatFailsIsAskedAgainAfterARestartTooButForADayOnly() {
        missing = true;
        bring(false);
        enrolment().begin(ID);
        runAll();
        assertThat(recording()).exists();

        restart();
        enrolment().catchUp();
        runAll();
        assertThat(recording()).exists();
        now = now.plus(Duration.ofHours(25));
        enrolment().catchUp();
        runAll();
        assertThat(recording()).as("a promise is a promise").doesNotExist();

        missing = false;
        restart();
        enrolment().catchUp();
        assertThat(work).isEmpty();
    }

    @Test
    void whatWasNotDoneBeforeACrashIsDoneAfterIt() {
        bring(false);
        enrolment().begin(ID);
        restart();
        enrolment().catchUp();
        runAll();
        assertThat(recording()).doesNotExist();
        assertThat(speaker().enrolled().prints()).isNotEmpty();
    }

    @Test
    void whenTheServiceStopsNothingIsBegunAnyMore() {
        bring(false);
        try (VoiceEnrolment enrolment = enrolment()) {
            enrolment.begin(ID);
        }
        runAll();
        assertThat(recording()).exists();
        assertThat(speaker().enrolled().prints()).isEmpty();
    }

    @Test
    void whoeverLeavesMeanwhileLeavesNothing() throws IOException {
        bring(false);
        Speaker gone = speaker();
        enrolment().begin(ID);
        avatars.remove(ID);
        runAll();
        try (Stream<Path> left = Files.list(home.resolve("avatars"))) {
            assertThat(left).isEmpty();
        }
        assertThat(gone.enrolled().consent().stands()).isFalse();
    }

    @Test
    void whatIsMadeIsComparedWithTheRecordingWhereTheModelIsInstalled() throws IOException {
        voices.add(new Echo());
        BandsModel.write(home.resolve("ear.onnx"));
        bring(false);
        try (Engine engine = OnnxRuntimeEngine.cpu();
                SpeakerEncoder ear = SpeakerEncoder.open(engine, home.resolve("ear.onnx"))) {
            VoiceEnrolment enrolment = enrolment(Optional.of(ear));
            enrolment.begin(ID);
            enrolment.begin(ID);
            runAll();
        }
        var prints = avatars.voice(avatars.card(ID).orElseThrow()).orElseThrow().prints();
        assertThat(prints.get("echo").likeness()).as("plays the recording").isCloseTo(1, within(0.01));
        assertThat(prints.get("fake-clone").likeness()).as("whistles").isLessThan(0.9);
    }
}
