package dev.vignette.bot.studio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundSamples;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.voice.Speakers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A voice by the REST API: listened to, brought, prepared, and the recording kept or not. */
@Timeout(60)
class VoiceUploadTest extends StudioTest {
    private HttpResponse<byte[]> judge(byte[] file) {
        return sendFile("/api/v1/voice-samples", "application/octet-stream", file);
    }

    private HttpResponse<byte[]> bring(byte[] sample, boolean keep) throws IOException {
        Map<String, Object> upload = Map.of(
                "name", "Eileen",
                "languages", List.of("en"),
                "picture", Base64.getEncoder().encodeToString(Files.readAllBytes(PORTRAIT)),
                "voice_sample", Base64.getEncoder().encodeToString(sample),
                "consent",
                        Map.of(
                                "agreed",
                                true,
                                "wording_version",
                                Declaration.WORDING_VERSION,
                                "language",
                                "en",
                                "keep_recording",
                                keep));
        return send("POST", "/api/v1/avatars", JSON.writeValueAsString(upload));
    }

    /** Asks until nothing is being prepared any more. */
    private JsonNode settled(String id) {
        while (true) {
            JsonNode voice = get("/api/v1/avatars/" + id + "/voice");
            if (!voice.path("recording").asString().equals("preparing")
                    && voice.path("voices")
                            .valueStream()
                            .allMatch(it -> it.path("state").asString().equals("ready"))
                    && !voice.path("voices").isEmpty()) {
                return voice;
            }
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "libopus, ogg, 0",
        "libmp3lame, mp3, 0",
        "aac, ipod, 0",
        "pcm_s16le, wav, 0",
        "libopus, webm, 0",
        "aac, mp4, 1",
    })
    void aVoiceIsTakenFromWhatPeopleHaveAVideoToo(String codec, String muxer, int pictures) {
        Pcm speech = Resampler.resample(Speakers.sample(6), SampleRate.HZ_48000);
        HttpResponse<byte[]> answer = judge(SoundSamples.file(codec, muxer, speech, 1, 1, pictures));
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        JsonNode judged = json(answer);
        assertThat(judged.path("usable").asBoolean()).isTrue();
        assertThat(judged.path("speech_seconds").asDouble()).isBetween(3.0, 6.1);
        assertThat(judged.path("cloned_by").valueStream().map(JsonNode::asString))
                .containsExactly("fake-clone");
    }

    @Test
    void whatHoldsNoVoiceIsDeclinedWithWhatToDo() throws IOException {
        byte[] mute = SoundSamples.file("aac", "mp4", Speakers.sample(4), 1, 0, 1);
        declined(judge(mute), "no-sound-track", "There is no sound in this file");
        declined(bring(mute, false), "no-sound-track", "There is no sound in this file");
        byte[] silent = WavWriter.bytes(Pcm.silence(Duration.ofSeconds(6), SampleRate.HZ_16000));
        declined(judge(silent), "sample-silent", "Check the microphone");
        byte[] brief = WavWriter.bytes(Speakers.sample(2));
        declined(judge(brief), "sample-short", "only 2.0 s long");
        declined(judge(new byte[] {1, 2, 3}), "not-sound", "not a sound file");
        declined(judge(WavWriter.bytes(Speakers.sample(31))), "too-long", "30");
    }

    private static void declined(HttpResponse<byte[]> answer, String kind, String detail) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:vignette:problem:" + kind);
        assertThat(json(answer).path("detail").asString()).contains(detail);
    }

    @Test
    void unlessItIsToBeKeptTheRecordingGoesAndTheVoiceStays() throws IOException {
        String id = json(bring(WavWriter.bytes(Speakers.sample(6)), false))
                .path("id")
                .asString();
        JsonNode voice = settled(id);
        assertThat(voice.path("recording").asString()).isEqualTo("deleted");
        assertThat(voice.at("/voices/0/engine").asString()).isEqualTo("fake-clone");
        Path home = HOME.resolve("avatars").resolve(id);
        assertThat(home.resolve("voice.wav")).doesNotExist();
        assertThat(home.resolve("prints/fake-clone.print")).exists();
        JsonNode declared = declarations().getLast();
        assertThat(declared.path("sample_kept").asBoolean(true)).isFalse();
        assertThat(declared.path("sample_sha256").asString()).hasSize(64);

        String text = "{\"text\":\"Good morning.\",\"avatar\":\"%s\"}".formatted(id);
        JsonNode clip = json(send("POST", "/api/v1/generate", text));
        assertThat(clip.at("/engines/voice").asString()).startsWith("fake-clone");

        assertThat(send("DELETE", "/api/v1/avatars/" + id, "").statusCode()).isEqualTo(204);
        assertThat(home).doesNotExist();
        assertThat(send("GET", "/api/v1/avatars/" + id + "/voice", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoTicksItKeepsTheRecording() throws IOException {
        String id = json(bring(WavWriter.bytes(Speakers.sample(7)), true))
                .path("id")
                .asString();
        assertThat(settled(id).path("recording").asString()).isEqualTo("kept");
        assertThat(HOME.resolve("avatars").resolve(id).resolve("voice.wav")).exists();
        assertThat(declarations().getLast().path("sample_kept").asBoolean()).isTrue();
        send("DELETE", "/api/v1/avatars/" + id, "");
    }

    @Test
    void aRequestForAFilmTakesNoVideoForAVoice() {
        byte[] film = SoundSamples.file("aac", "mp4", Speakers.sample(6), 1, 1, 1);
        HttpResponse<byte[]> answer = send(
                "POST",
                "/api/v1/generate",
                JSON.writeValueAsString(Map.of(
                        "text", "Hello.", "voice_sample", Base64.getEncoder().encodeToString(film))));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("detail").asString()).startsWith("The voice sample is a video.");
    }
}
