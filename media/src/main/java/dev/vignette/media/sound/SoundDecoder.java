package dev.vignette.media.sound;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import dev.vignette.media.MemoryInput;

/**
 * Reads the sound of whatever people send: Ogg (Opus, Vorbis), MP3, M4A and MP4 (AAC), WAV, FLAC, WebM (Opus, Vorbis).
 * The bytes are hostile until proven otherwise: the format is told from them alone and must be on the list, so must the
 * codec; nothing but the given memory is read; pictures are never decoded; bytes, tracks, seconds and wall time are
 * limited, seconds by counting decoded samples. Stateless; every native resource is freed before a method returns.
 *
 * <p>All methods throw {@link MediaException} whose message can be shown to the sender.
 */
public final class SoundDecoder {
    private SoundDecoder() {}

    /** What the headers of {@code bytes} say, without decoding. */
    public static SoundFacts probe(byte[] bytes, SoundLimits limits) {
        try (MemoryInput input = new MemoryInput(bytes, limits.deadline(), "sound");
                SoundFile file = SoundFile.open(sniff(bytes, limits), input, limits)) {
            return file.facts();
        }
    }

    /** The sound in {@code bytes}, mixed down to mono, at {@code rate}. */
    public static Pcm decode(byte[] bytes, SampleRate rate, SoundLimits limits) {
        SoundContainer container = sniff(bytes, limits);
        try (MemoryInput input = new MemoryInput(bytes, limits.deadline(), "sound");
                SoundFile file = SoundFile.open(container, input, limits);
                MonoMix mix = new MonoMix(rate, limits)) {
            file.decodeInto(mix);
            return mix.finish();
        }
    }

    private static SoundContainer sniff(byte[] bytes, SoundLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            throw new MediaException(
                    Reason.TOO_LARGE,
                    "This sound is larger than %d MB; please send a shorter one."
                            .formatted(Math.max(1, limits.maxBytes() / 1_000_000)));
        }
        Ffmpeg.load();
        return SoundContainer.sniff(bytes)
                .orElseThrow(() -> new MediaException(
                        Reason.NOT_SOUND,
                        "This is not a sound file I can read; please send a voice note or an MP3, M4A, OGG, WAV, FLAC or"
                                + " WebM file."));
    }
}
