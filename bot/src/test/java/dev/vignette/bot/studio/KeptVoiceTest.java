package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.renderer.voice.VoicePrint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptVoiceTest {
    private static final VoicePrint PRINT =
            new VoicePrint("moss-tts-nano", "codes/1-ab", new byte[] {'{', '\n', -1, 0});

    @TempDir
    Path home;

    private KeptVoice voice;
    private Path file;

    @BeforeEach
    void keep() throws IOException {
        voice = new KeptVoice(home, "aa".repeat(32));
        voice.keep(PRINT, 0.5);
        file = home.resolve("prints/moss-tts-nano.print");
    }

    @Test
    void aPrintComesBackAsItWasForItsOwnersEyes() throws IOException {
        assertThat(voice.prints()).containsOnlyKeys("moss-tts-nano");
        assertThat(voice.prints().get("moss-tts-nano").print()).isEqualTo(PRINT);
        assertThat(voice.prints().get("moss-tts-nano").likeness()).isEqualTo(0.5);
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .containsOnly(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .startsWith(
                        "{\"format\":1,\"engine\":\"moss-tts-nano\",\"form\":\"codes/1-ab\",\"sample_sha256\":\"aa");
    }

    @Test
    void aNewerOneTakesItsPlaceAndOthersStayBesideIt() throws IOException {
        VoicePrint newer = new VoicePrint("moss-tts-nano", "codes/2-cd", new byte[] {7});
        voice.keep(newer, null);
        voice.keep(new VoicePrint("../../xtts v2", "1", new byte[] {1}), null);
        assertThat(voice.prints().get("moss-tts-nano").print()).isEqualTo(newer);
        assertThat(voice.prints()).hasSize(2);
        try (var files = Files.list(home.resolve("prints"))) {
            assertThat(files).as("below its directory, no draft").hasSize(2);
        }
    }

    @Test
    void whatIsDamagedOrOfAnotherSampleCountsAsMissing() throws IOException {
        assertThat(new KeptVoice(home, "bb".repeat(32)).prints()).isEmpty();
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThat(voice.prints()).as("cut after %d bytes", cut).isEmpty();
        }
        for (int at = whole.length - 4; at < whole.length; at++) {
            byte[] turned = whole.clone();
            turned[at] ^= 1;
            Files.write(file, turned);
            assertThat(voice.prints()).as("byte %d", at).isEmpty();
        }
        Files.write(
                file,
                new String(whole, StandardCharsets.ISO_8859_1)
                        .replace("\"format\":1", "\"format\":2")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(voice.prints()).as("another format").isEmpty();
        Files.write(file, new byte[100_000]);
        assertThat(voice.prints()).isEmpty();
    }
}
