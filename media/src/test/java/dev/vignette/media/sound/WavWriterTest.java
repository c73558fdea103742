package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.MediaException;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavWriterTest {
    private static final Pcm SOUND = new Pcm(new float[] {0, 0.5f, -0.5f, 1, -1, 2, -2}, SampleRate.HZ_22050);

    @Test
    void theJdkReadsWhatIsWritten() throws Exception {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(WavWriter.bytes(SOUND)))) {
            assertThat(in.getFormat().matches(new AudioFormat(22_050, 16, 1, true, false)))
                    .isTrue();
            assertThat(in.getFrameLength()).isEqualTo(7);
            byte[] data = in.readAllBytes();
            assertThat(sample(data, 1)).isEqualTo((short) 16_384);
            assertThat(sample(data, 3)).isEqualTo((short) 32_767);
            // Beyond full scale is clipped and does not wrap.
            assertThat(sample(data, 5)).isEqualTo((short) 32_767);
            assertThat(sample(data, 6)).isEqualTo((short) -32_768);
        }
    }

    @Test
    void piecesMakeTheSameFileAsTheWhole(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.wav");
        try (WavWriter writer = WavWriter.open(file, SOUND.rate())) {
            writer.accept(SOUND.slice(0, 2));
            writer.accept(SOUND.slice(2, 7));
            writer.finish();
        }
        assertThat(file).hasBinaryContent(WavWriter.bytes(SOUND));
    }

    @Test
    void anUnfinishedFileIsRemoved(@TempDir Path directory) {
        Path file = directory.resolve("a.wav");
        try (WavWriter writer = WavWriter.open(file, SOUND.rate())) {
            writer.accept(SOUND);
        }
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void aMissingDirectoryIsAStorageFailure(@TempDir Path directory) {
        assertThatThrownBy(() -> WavWriter.write(directory.resolve("none/a.wav"), SOUND))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.STORAGE_FAILED));
    }

    private static short sample(byte[] data, int index) {
        return (short) ((data[2 * index] & 0xff) | (data[2 * index + 1] << 8));
    }
}
