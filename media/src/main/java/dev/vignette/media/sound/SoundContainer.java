package dev.vignette.media.sound;

import dev.vignette.media.Signature;
import java.util.Optional;

/** File formats that sound is read from, recognised by their first bytes only: names and MIME types are never asked. */
public enum SoundContainer {
    OGG("ogg", "audio/ogg"),
    WAV("wav", "audio/wav"),
    FLAC("flac", "audio/flac"),
    MP3("mp3", "audio/mpeg"),
    /** MP4, M4A, MOV, 3GP. */
    MP4("mov", "audio/mp4"),
    /** WebM and Matroska. */
    WEBM("matroska", "audio/webm");

    private final String demuxer;
    private final String mimeType;

    SoundContainer(String demuxer, String mimeType) {
        this.demuxer = demuxer;
        this.mimeType = mimeType;
    }

    String demuxer() {
        return demuxer;
    }

    /** The media type to store or send such a file under. */
    public String mimeType() {
        return mimeType;
    }

    /** The format that {@code bytes} begin like, if it is one that is read. */
    public static Optional<SoundContainer> sniff(byte[] bytes) {
        if (Signature.at(bytes, 0, "OggS")) {
            return Optional.of(OGG);
        }
        if (Signature.at(bytes, 0, "RIFF") && Signature.at(bytes, 8, "WAVE")) {
            return Optional.of(WAV);
        }
        if (Signature.at(bytes, 0, "fLaC")) {
            return Optional.of(FLAC);
        }
        if (Signature.at(bytes, 4, "ftyp")) {
            return Optional.of(MP4);
        }
        if (Signature.at(bytes, 0, "\u001aE\u00df\u00a3")) {
            return Optional.of(WEBM);
        }
        if (Signature.at(bytes, 0, "ID3") || isLayerThreeFrame(bytes)) {
            return Optional.of(MP3);
        }
        return Optional.empty();
    }

    /** ISO/IEC 11172-3 §2.4.1.3: sync, a valid version, layer III, a valid bit rate and sample rate. */
    private static boolean isLayerThreeFrame(byte[] bytes) {
        if (bytes.length < 4 || (bytes[0] & 0xff) != 0xff || (bytes[1] & 0xe0) != 0xe0) {
            return false;
        }
        int version = bytes[1] >> 3 & 3;
        int layer = bytes[1] >> 1 & 3;
        int bitRate = bytes[2] >> 4 & 15;
        int sampleRate = bytes[2] >> 2 & 3;
        return version != 1 && layer == 1 && bitRate != 0 && bitRate != 15 && sampleRate != 3;
    }
}
