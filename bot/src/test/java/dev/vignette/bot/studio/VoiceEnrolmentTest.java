package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.FakeChain;
import dev.vignette.bot.engines.InstalledEquipment;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.bot.turn.TestDatabase;
import dev.vignette.clip.StoreLimits;
import dev.vignette.clip.TieredClipStore;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.FakeClone;
import dev.vignette.renderer.voice.FakeVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.enrolment.BandsModel;
import dev.vignette.renderer.voice.enrolment.Echo;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a recording on the disk to prints on the disk, with the real directories, ledger and chain, and voices driven by data. */
class VoiceEnrolmentTest {
    private static final AvatarId ID = new AvatarId("own-abc");
    private static final byte[] SAMPLE = WavWriter.bytes(Speakers.sample(5));

    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final List<CloningVoice> voices = new ArrayList<>(List.of(new FakeClone()));
    private boolean missing;
    private Engines engines;
    private Cast cast;
    private OwnAvatars avatars;
    private final HikariDataSource database = TestDatabase.inMemory();
    private TieredClipStore clips;
    private TieredClipStore notes;

    @BeforeEach
    void start() {
        clips = TieredClipStore.open(home.resolve("clips"), StoreLimits.DEFAULT, new SimpleMeterRegistry());
        notes = TieredClipStore.openVoiceNotes(home.resolve("notes"), StoreLimits.DEFAULT, new SimpleMeterRegistry());
        restart();
    }

    /** As after a crash: what is not on the disk is gone. */
    private void restart() {
        work.clear();
        cast = InstalledEquipment.cast();
        var consent = new ConsentLedger(home.resolve("consent"), () -> now);
        avatars = new OwnAvatars(
                home.resolve("avatars"),
                cast,
                consent,
                clips,
                new VoiceNotes(notes, clips),
                new VoiceLending(JdbcClient.create(database), consent, () -> now, new Random(1)));
        engines = new Engines(
                () -> {
                    if (missing) {
                        throw new RenderException(RenderException.Reason.ENGINE_MISSING, "espeak-ng is not installed.");
                    }
                    return FakeChain.of(voices, new FakeVoice());
                },
                List::of);
    }

    @AfterEach
    void stop() {
        clips.close();
        notes.close();
        database.close();
    }

    private VoiceEnrolment enrolment() {
        return enrolment(Optional.empty());
    }

    private VoiceEnrolment enrolment(Optional<SpeakerEncoder> ear) {
        return new VoiceEnrolment(avatars, engines, () -> ear, () -> now, work::add);
    }

    private void runAll() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private void bring(boolean keep) {
        byte[] picture = FilmStill.jpeg(new BufferedImage(64, 80, BufferedImage.TYPE_INT_RGB), 0.9f);
        Look.Photograph look = Sitting.photograph(picture);
        String sha256 = Sitting.sha256(SAMPLE);
        OwnAvatar card = new OwnAvatar(
                ID.value(),
                "Grandma",
                "",
                List.of("en"),
                OwnAvatars.version(look.hash(), OwnAvatar.OWN_VOICE, sha256),
                "#102030",
                OwnAvatar.OWN_VOICE,
                OwnAvatar.Sound.of(cast.members().getFirst().avatar().timbre()),
                look.hash(),
                sha256,
                "operator",
                "en",
                now,
                "2026-11-22.2",
                keep,
                null);
        avatars.add(card, new Sitting.Seen(picture, look, new byte[] {1}, "#102030"), SAMPLE);
    }

    private Speaker speaker() {
        return cast.find(ID.value()).orElseThrow().avatar().speaker();
    }

    private Path recording() {
        return home.resolve("avatars/own-abc/voice.wav");
    }

    private float[] said() {
        List<Pcm> pieces = new ArrayList<>();
        Voice voice = engines.renderer().voice().voiceFor(speaker(), Language.ENGLISH);
        assertThat(voice.engine().name()).isEqualTo("fake-clone");
        voice.speak(new Script("Good morning.", Language.ENGLISH), speaker(), 1, it -> pieces.add(it.sound()));
        return pieces.stream().reduce(Pcm::plus).orElseThrow().samples();
    }

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
