package dev.vignette.bot.chat;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.VoiceNoteWriter;
import dev.vignette.media.sound.Waveform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Real voice notes, of a hum. */
public final class TestVoice {
    private TestVoice() {}

    public static Delivery.VoiceFile hum(int seconds) {
        float[] samples = new float[24_000 * seconds];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * 140 * i / 24_000));
        }
        Pcm sound = new Pcm(samples, SampleRate.HZ_24000);
        try {
            Path file = Files.createTempFile("hum", ".ogg");
            Duration length = VoiceNoteWriter.write(file, sound, "AI-generated: a hum");
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return new Delivery.VoiceFile(bytes.length, length, Waveform.of(sound), ByteSource.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What fakes ask of a voice note: Opus in Ogg with one channel. */
    public static boolean isOpusInOgg(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("OpusHead");
        return text.startsWith("OggS") && head > 0 && head < 100 && file[head + 9] == 1;
    }
}
