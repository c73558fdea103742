package dev.vignette.bot.chat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An MP4's outer form (ftyp, moov with mvhd and tkhd, mdat) without pictures: enough for fakes that look at sizes. */
public final class TestClip {
    private TestClip() {}

    public static Delivery.ClipFile square(int seconds) {
        return of(512, 512, seconds, 4_000);
    }

    /** @param bytes about so many in all */
    public static Delivery.ClipFile of(int width, int height, int seconds, int bytes) {
        byte[] file = file(width, height, seconds, bytes);
        return new Delivery.ClipFile(file.length, width, height, ByteSource.of(file));
    }

    private static byte[] file(int width, int height, int seconds, int bytes) {
        ByteBuffer mvhd = ByteBuffer.allocate(100);
        mvhd.putInt(12, 1000).putInt(16, seconds * 1000);
        ByteBuffer tkhd = ByteBuffer.allocate(84);
        tkhd.putInt(76, width << 16).putInt(80, height << 16);
        return join(
                box("ftyp", "isom\0\0\2\0isomiso2avc1mp41".getBytes(StandardCharsets.ISO_8859_1)),
                box("moov", join(box("mvhd", mvhd.array()), box("trak", box("tkhd", tkhd.array())))),
                box("mdat", new byte[bytes]));
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
