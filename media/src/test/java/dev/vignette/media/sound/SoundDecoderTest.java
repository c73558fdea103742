package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundDecoderTest {
    private static final Pcm BEEP = SoundSamples.beep(2, 1.0);

    @ParameterizedTest
    @CsvSource({
        "libopus, ogg, 1, OGG, opus",
        "libopus, ogg, 2, OGG, opus",
        "vorbis, ogg, 2, OGG, vorbis",
        "libmp3lame, mp3, 1, MP3, mp3",
        "libmp3lame, mp3, 2, MP3, mp3",
        "aac, ipod, 1, MP4, aac",
        "aac, mp4, 2, MP4, aac",
        "libopus, mp4, 1, MP4, opus",
        "pcm_s16le, wav, 1, WAV, pcm_s16le",
        "pcm_s16le, wav, 2, WAV, pcm_s16le",
        "flac, flac, 1, FLAC, flac",
        "flac, ogg, 1, OGG, flac",
        "libopus, webm, 1, WEBM, opus",
        "vorbis, webm, 2, WEBM, vorbis",
    })
    void readsWhatChatsSendWithoutShiftOrChangeOfLevel(
            String codec, String muxer, int channels, SoundContainer container, String codecName) {
        byte[] file = SoundSamples.file(codec, muxer, BEEP, channels, 1, 0);

        SoundFacts facts = SoundDecoder.probe(file, SoundLimits.CHAT);
        Pcm sound = SoundDecoder.decode(file, SampleRate.HZ_16000, SoundLimits.CHAT);

        assertThat(facts.container()).isEqualTo(container);
        assertThat(facts.codec()).isEqualTo(codecName);
        assertThat(facts.hasVideo()).isFalse();
        assertThat(sound.rate()).isEqualTo(SampleRate.HZ_16000);
        assertThat(sound.seconds()).isCloseTo(2, within(0.06));
        assertThat(SoundSamples.whereIsTheBeep(sound)).isCloseTo(1.01, within(0.002));
        assertThat(sound.peak()).isCloseTo(0.8, within(0.05));
    }

    @Test
    void theSoundOfAFilmIsReadAndTheFilmIsKnownAsOne() {
        byte[] film = SoundSamples.file("aac", "mp4", BEEP, 1, 1, 1);

        assertThat(SoundDecoder.probe(film, SoundLimits.CHAT).hasVideo()).isTrue();
        assertThat(SoundSamples.whereIsTheBeep(SoundDecoder.decode(film, BEEP.rate(), SoundLimits.CHAT)))
                .isCloseTo(1.01, within(0.002));
    }

    @Test
    void headersTellTheDurationWhereTheyKnowIt() {
        byte[] file = SoundSamples.file("aac", "ipod", BEEP, 1, 1, 0);

        assertThat(SoundDecoder.probe(file, SoundLimits.CHAT).declaredDuration())
                .hasValueSatisfying(
                        said -> assertThat(said).isBetween(Duration.ofMillis(1_990), Duration.ofMillis(2_050)));
    }

    @Test
    void refusesByReason() {
        refused(new byte[0], Reason.NOT_SOUND);
        refused("<html><body>Not found</body></html>", Reason.NOT_SOUND);
        refused("PK\u0003\u0004 an archive", Reason.NOT_SOUND);
        refused("#EXTM3U\nfile:///etc/passwd", Reason.NOT_SOUND);
        refused(SoundSamples.file("aac", "mp4", BEEP, 1, 0, 1), Reason.NO_SOUND_TRACK);
        refused(SoundSamples.file("aac", "mp4", BEEP, 1, 2, 0), Reason.TOO_MANY_STREAMS);
        refused(SoundSamples.file("aac", "mp4", BEEP, 1, 1, 4), Reason.TOO_MANY_STREAMS);
        refused(SoundSamples.file("aac", "mp4", BEEP, 6, 1, 0), Reason.UNSUPPORTED);
        refused("OggS", Reason.BROKEN);
        refused("RIFF\u0000\u0000\u0000\u0000WAVE", Reason.BROKEN);
    }

    @Test
    void limitsAreCountedAndNotRead() {
        byte[] file = SoundSamples.file("libopus", "ogg", BEEP, 1, 1, 0);

        assertThat(reason(file, SoundLimits.CHAT.withMaxDuration(Duration.ofSeconds(1))))
                .isEqualTo(Reason.TOO_LONG);
        SoundLimits small = new SoundLimits(1_000, Duration.ofMinutes(1), 4, 8_000, 192_000, 2, Duration.ofSeconds(9));
        assertThat(reason(file, small)).isEqualTo(Reason.TOO_LARGE);
        SoundLimits late = new SoundLimits(99_999, Duration.ofMinutes(1), 4, 8_000, 192_000, 2, Duration.ofNanos(1));
        assertThat(reason(file, late)).isEqualTo(Reason.TOO_SLOW);
    }

    @Test
    void aHeaderThatClaimsTenHoursIsNotBelieved() {
        byte[] file = SoundSamples.file("aac", "ipod", BEEP, 1, 1, 0);
        int header = new String(file, StandardCharsets.ISO_8859_1).indexOf("mdhd");
        // Version and flags, creation, modification, time scale: then the duration.
        java.nio.ByteBuffer.wrap(file).putInt(header + 4 + 16, 36_000 * 48_000);

        assertThat(SoundDecoder.decode(file, BEEP.rate(), SoundLimits.CHAT).seconds())
                .isCloseTo(2, within(0.06));
    }

    @Test
    void aVoiceNoteCutOffOnTheWayGivesWhatArrived() {
        byte[] whole = SoundSamples.file("libopus", "ogg", SoundSamples.beep(8, 1.0), 1, 1, 0);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);

        Pcm sound = SoundDecoder.decode(half, BEEP.rate(), SoundLimits.CHAT);

        assertThat(sound.seconds()).isBetween(0.9, 7.1);
    }

    @Test
    void messagesAreOneSentenceForTheSender() {
        Assertions.assertThatThrownBy(() -> SoundDecoder.decode(new byte[9], BEEP.rate(), SoundLimits.CHAT))
                .hasMessageStartingWith("This is not a sound file I can read; please send a voice note");
    }

    private static void refused(String file, Reason reason) {
        refused(file.getBytes(StandardCharsets.ISO_8859_1), reason);
    }

    private static void refused(byte[] file, Reason reason) {
        assertThat(reason(file, SoundLimits.CHAT)).isEqualTo(reason);
    }

    private static Reason reason(byte[] file, SoundLimits limits) {
        return Assertions.catchThrowableOfType(
                        MediaException.class, () -> SoundDecoder.decode(file, SampleRate.HZ_16000, limits))
                .reason();
    }
}
