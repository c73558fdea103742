package dev.vignette.media.sound;

import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes mono 16-bit PCM in the canonical 44-byte WAV header (RIFF WAVE, Multimedia Programming Interface 1.0, 1991),
 * piece by piece. Samples beyond ±1 are clipped. {@link #close} without {@link #finish} removes the file. For one thread.
 */
public final class WavWriter implements AutoCloseable {
    private static final int HEADER = 44;

    private final Path path;
    private final SampleRate rate;
    private final FileChannel channel;
    private long samples;
    private boolean finished;

    private WavWriter(Path path, SampleRate rate, FileChannel channel) {
        this.path = path;
        this.rate = rate;
        this.channel = channel;
    }

    /** Creates or replaces the file at {@code path}. */
    public static WavWriter open(Path path, SampleRate rate) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            channel.position(HEADER);
            return new WavWriter(path, rate, channel);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The whole of {@code sound} as a WAV file at {@code path}. */
    public static void write(Path path, Pcm sound) {
        try (WavWriter writer = open(path, sound.rate())) {
            writer.accept(sound);
            writer.finish();
        }
    }

    /** The whole of {@code sound} as the bytes of a WAV file. */
    public static byte[] bytes(Pcm sound) {
        ByteBuffer file = ByteBuffer.allocate(HEADER + 2 * sound.samples().length);
        return file.put(header(sound.rate(), sound.samples().length))
                .put(pcm16(sound.samples()))
                .array();
    }

    /** Adds {@code piece}, whose rate must be the file's. */
    public void accept(Pcm piece) {
        if (!piece.rate().equals(rate)) {
            throw new IllegalArgumentException("The file was opened for " + rate + ", not " + piece.rate());
        }
        try {
            writeAll(pcm16(piece.samples()));
            samples += piece.samples().length;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes the header, with which the file is complete. */
    public void finish() {
        try {
            channel.position(0);
            writeAll(header(rate, samples));
            finished = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer pcm16(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.clamp(Math.round(sample * 32_767f), -32_768, 32_767));
        }
        return bytes.flip();
    }

    private static ByteBuffer header(SampleRate rate, long samples) {
        // The format's sizes are unsigned 32 bits.
        if (samples > (0xffff_ffffL - 36) / 2) {
            throw new MediaException(Reason.TOO_LONG, "This sound is too long for a WAV file; please make it shorter.");
        }
        int size = (int) (2 * samples);
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + size)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate.hertz())
                .putInt(2 * rate.hertz())
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(size)
                .flip();
    }

    private static MediaException failed(IOException e) {
        return MediaException.storage("The sound", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (!finished) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
