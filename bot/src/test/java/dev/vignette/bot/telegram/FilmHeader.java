package dev.vignette.bot.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** What an MP4 says of itself: sides in pixels and length. */
record FilmHeader(int width, int height, double seconds) {
    /** @throws IllegalArgumentException if it is none, or its index is not in front */
    static FilmHeader of(byte[] file) {
        String text = new String(file, ISO_8859_1);
        int mvhd = text.indexOf("mvhd");
        int tkhd = text.indexOf("tkhd");
        int mdat = text.indexOf("mdat");
        if (!text.startsWith("ftyp", 4) || mvhd < 0 || tkhd < 0 || mdat < mvhd) {
            throw new IllegalArgumentException("no MP4 with its index in front");
        }
        ByteBuffer bytes = ByteBuffer.wrap(file);
        double seconds = bytes.getInt(mvhd + 4 + 16) / (double) bytes.getInt(mvhd + 4 + 12);
        return new FilmHeader(bytes.getInt(tkhd + 4 + 76) >> 16, bytes.getInt(tkhd + 4 + 80) >> 16, seconds);
    }
}
