package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who has brought a voice, with the real directories, ledger and chain, and voices driven by data. Work waits until it is run. */
abstract class EnrolmentFixture {
    static final AvatarId ID = new AvatarId("own-abc");
    static final byte[] SAMPLE = WavWriter.bytes(Speakers.sample(5));

    @TempDir
    Path home;

    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    final Queue<Runnable> work = new ArrayDeque<>();
    final List<CloningVoice> voices = new ArrayList<>(List.of(new FakeClone()));
    boolean missing;
    Engines engines;
    Cast cast;
    OwnAvatars avatars;
    final HikariDataSource database = TestDatabase.inMemory();
    TieredClipStore clips;
    TieredClipStore notes;

    @BeforeEach
    void start() {
        clips = TieredClipStore.open(home.resolve("clips"), StoreLimits.DEFAULT, new SimpleMeterRegistry());
        notes = TieredClipStore.openVoiceNotes(home.resolve("notes"), StoreLimits.DEFAULT, new SimpleMeterRegistry());
        restart();
    }

    /** As after a crash: what is not on the disk is gone. */
    void restart() {
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

    VoiceEnrolment enrolment() {
        return enrolment(Optional.empty());
    }

    VoiceEnrolment enrolment(Optional<SpeakerEncoder> ear) {
        return new VoiceEnrolment(avatars, engines, () -> ear, () -> now, work::add);
    }

    void runAll() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    void bring(boolean keep) {
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

    Speaker speaker() {
        return cast.find(ID.value()).orElseThrow().avatar().speaker();
    }

    Path recording() {
        return home.resolve("avatars/own-abc/voice.wav");
    }

    float[] said() {
        List<Pcm> pieces = new ArrayList<>();
        Voice voice = engines.renderer().voice().voiceFor(speaker(), Language.ENGLISH);
        assertThat(voice.engine().name()).isEqualTo("fake-clone");
        voice.speak(new Script("Good morning.", Language.ENGLISH), speaker(), 1, it -> pieces.add(it.sound()));
        return pieces.stream().reduce(Pcm::plus).orElseThrow().samples();
    }
}
