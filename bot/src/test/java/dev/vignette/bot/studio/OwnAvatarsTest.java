package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.InstalledEquipment;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.bot.turn.TestDatabase;
import dev.vignette.clip.StoreLimits;
import dev.vignette.clip.TieredClipStore;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.Speakers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class OwnAvatarsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir
    Path home;

    private TieredClipStore clips;
    private TieredClipStore notes;
    private Cast cast;
    private final HikariDataSource database = TestDatabase.inMemory();

    @BeforeEach
    void open() {
        clips = TieredClipStore.open(home.resolve("clips"), StoreLimits.DEFAULT, new SimpleMeterRegistry());
        notes = TieredClipStore.openVoiceNotes(home.resolve("notes"), StoreLimits.DEFAULT, new SimpleMeterRegistry());
        cast = InstalledEquipment.cast();
    }

    @AfterEach
    void close() {
        clips.close();
        notes.close();
        database.close();
    }

    private OwnAvatars avatars(Cast members) {
        var consent = new ConsentLedger(home.resolve("consent"), CLOCK);
        return new OwnAvatars(
                home.resolve("avatars"),
                members,
                consent,
                clips,
                new VoiceNotes(notes, clips),
                new VoiceLending(JdbcClient.create(database), consent, CLOCK, new Random(1)));
    }

    private Cast.Member add(OwnAvatars avatars, String id) {
        return add(avatars, id, null, new byte[] {2});
    }

    private Cast.Member add(OwnAvatars avatars, String id, @Nullable String sampleSha256, byte[] sample) {
        byte[] picture = FilmStill.jpeg(new BufferedImage(64, 80, BufferedImage.TYPE_INT_RGB), 0.9f);
        Look.Photograph look = Sitting.photograph(picture);
        OwnAvatar card = new OwnAvatar(
                id,
                "Grandma",
                "",
                List.of("es"),
                OwnAvatars.version(look.hash(), "ada", null),
                "#102030",
                "ada",
                OwnAvatar.Sound.of(cast.members().getFirst().avatar().timbre()),
                look.hash(),
                sampleSha256,
                "operator",
                "es",
                CLOCK.instant(),
                null,
                null,
                null);
        return avatars.add(card, new Sitting.Seen(picture, look, new byte[] {1}, "#102030"), sample);
    }

    @Test
    void comeBackAfterARestartAsTheyWere() {
        Cast.Member added = add(avatars(cast), "own-abc");
        Cast later = InstalledEquipment.cast();
        avatars(later);
        Cast.Member back = later.find("own-abc").orElseThrow();
        assertThat(back.name()).isEqualTo("Grandma");
        assertThat(back.avatar().version()).isEqualTo(added.avatar().version());
        assertThat(back.avatar().timbre()).isEqualTo(added.avatar().timbre());
        assertThat(((Look.Photograph) back.avatar().look()).hash())
                .isEqualTo(((Look.Photograph) added.avatar().look()).hash());
        assertThat(later.resident(new AvatarId("own-abc"))).isFalse();
        assertThat(later.resident(new AvatarId("ada"))).isTrue();
    }

    @Test
    void whoBroughtASampleHasAVoiceOfTheirOwnByTheirDeclaration() {
        byte[] sample = WavWriter.bytes(Speakers.sample(5));
        String hash = Sitting.sha256(sample);
        add(avatars(cast), "own-heard", hash, sample);
        add(avatars(InstalledEquipment.cast()), "own-noise", hash, new byte[] {2});
        Cast later = InstalledEquipment.cast();
        avatars(later);
        assertThat(later.find("own-heard").orElseThrow().avatar().speaker().enrolled())
                .satisfies(voice -> {
                    assertThat(voice.consent().sampleSha256()).isEqualTo(hash);
                    assertThat(voice.consent().declarant()).isEqualTo("operator");
                    assertThat(voice.sample().seconds()).isBetween(4.9, 5.1);
                });
        assertThat(later.find("own-noise").orElseThrow().avatar().speaker().enrolled())
                .as("another sound than the one that was agreed to")
                .isNull();
    }

    @Test
    void aDamagedDirectoryKeepsNobodyElseOut() throws IOException {
        add(avatars(cast), "own-whole");
        add(avatars(InstalledEquipment.cast()), "own-broken");
        Files.writeString(home.resolve("avatars/own-broken/card.json"), "{\"id\": \"own-broken\"");
        Files.createDirectories(home.resolve("avatars/.own-draft"));
        Cast later = InstalledEquipment.cast();
        avatars(later);
        assertThat(later.find("own-whole")).isPresent();
        assertThat(later.members()).hasSize(4);
    }

    @Test
    void whatAKilledServiceHadBegunToRemoveIsRemoved() throws IOException {
        Path grave = Files.createDirectories(home.resolve("avatars/.own-grave"));
        Files.write(grave.resolve("voice.wav"), new byte[] {1});
        avatars(cast);
        assertThat(grave).doesNotExist();
    }

    @Test
    void thereIsRoomForSoMany() {
        OwnAvatars avatars = avatars(cast);
        for (int i = 0; i < OwnAvatars.MOST; i++) {
            assertThat(avatars.full()).isFalse();
            add(avatars, "own-" + (char) ('a' + i));
        }
        assertThat(avatars.full()).isTrue();
    }
}
