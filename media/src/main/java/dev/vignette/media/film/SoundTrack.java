package dev.vignette.media.film;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundCodec;
import dev.vignette.media.sound.SoundEncoder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The sound track: mono sound in pieces of any length, AAC-LC packets at 48 kHz out to the file (the one rate and profile
 * that every chat client and phone plays). The encoder's 1 024 samples of priming start before zero, from which the muxer
 * makes an edit list. Belongs to one {@link FilmWriter}.
 */
final class SoundTrack implements AutoCloseable {
    private final SoundEncoder encoder;
    private final Mp4File file;
    private final AVStream stream;

    SoundTrack(SampleRate inputRate, Mp4File file, FilmTags tags) {
        this.file = file;
        this.encoder = new SoundEncoder(SoundCodec.AAC, inputRate, this::write);
        this.stream = file.addTrack(encoder.context(), tags);
    }

    private void write(AVPacket packet) {
        file.write(packet, encoder.context(), stream);
    }

    void accept(Pcm sound) {
        encoder.accept(sound);
    }

    /** Adds the end of the sound, so that {@link #seconds()} is final unless {@link #pad} adds to it. */
    void endOfSound() {
        encoder.endOfSound();
    }

    double seconds() {
        return encoder.seconds();
    }

    /** Lengthens the track with silence until it lasts {@code seconds}. */
    void pad(double seconds) {
        encoder.pad(seconds);
    }

    /** Writes the last, partly filled block and what the encoder still holds back. */
    void finish() {
        encoder.finish();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
