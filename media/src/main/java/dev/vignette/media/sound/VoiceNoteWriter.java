package dev.vignette.media.sound;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Writes speech piece by piece as a voice note in the form that chat clients record and play in place: Opus in Ogg (RFC 7845),
 * one channel, 48 kHz, some 32 kbit/s. No clock and no version is inside, so equal sound gives equal bytes. {@link #close}
 * without {@link #finish} removes the file. For one thread. All methods throw {@link MediaException} with {@code
 * STORAGE_FULL}, {@code STORAGE_FAILED} or {@code ENCODER_FAILED}.
 */
public final class VoiceNoteWriter implements AutoCloseable {
    /** Of what is written. */
    public static final String MEDIA_TYPE = "audio/ogg";

    private final Path path;
    private final AVFormatContext file = new AVFormatContext(null);
    private final SoundEncoder encoder;
    private final AVStream stream;
    private boolean opened;
    private boolean finished;
    private boolean closed;

    private VoiceNoteWriter(Path path, SampleRate rate, String comment) {
        this.path = path;
        // The scheme keeps a colon in the file's name from being read as one.
        String url = "file:" + path.toAbsolutePath();
        this.encoder = new SoundEncoder(SoundCodec.OPUS, rate, this::write);
        try {
            check(avformat.avformat_alloc_output_context2(file, null, "ogg", url), "Preparing the voice note");
            file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
            stream = avformat.avformat_new_stream(file, null);
            check(
                    avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder.context()),
                    "Describing the voice note");
            stream.time_base(encoder.context().time_base());
            AVDictionary metadata = new AVDictionary(null);
            // Ogg keeps its comments with the stream.
            avutil.av_dict_set(metadata, "comment", comment, 0);
            stream.metadata(metadata);
            AVIOContext io = new AVIOContext(null);
            check(avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE), "Creating the voice note");
            file.pb(io);
            opened = true;
            check(avformat.avformat_write_header(file, (AVDictionary) null), "Writing the voice note");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Creates or replaces the file at {@code path}, whose directory must exist.
     *
     * @param rate of all sound that will come
     * @param comment the label that the voice was made by a machine, in words a person understands; not blank
     */
    public static VoiceNoteWriter open(Path path, SampleRate rate, String comment) {
        if (comment.isBlank()) {
            throw new IllegalArgumentException("A voice note must carry its AI label in the comment");
        }
        Ffmpeg.load();
        return new VoiceNoteWriter(path, rate, comment);
    }

    /** The whole of {@code sound} as a voice note at {@code path}. */
    public static Duration write(Path path, Pcm sound, String comment) {
        try (VoiceNoteWriter writer = open(path, sound.rate(), comment)) {
            writer.accept(sound);
            return writer.finish();
        }
    }

    /** Adds {@code piece}, of any length. */
    public void accept(Pcm piece) {
        requireOpen();
        encoder.accept(piece);
    }

    /** Completes the file. Returns how long it plays. */
    public Duration finish() {
        requireOpen();
        encoder.endOfSound();
        Duration length = Duration.ofNanos(Math.round(encoder.seconds() * 1e9));
        encoder.finish();
        check(avformat.av_write_trailer(file), "Finishing the voice note");
        opened = false;
        AVIOContext io = file.pb();
        int code = avformat.avio_closep(io);
        file.pb(null);
        check(code, "Finishing the voice note");
        finished = true;
        close();
        return length;
    }

    private void write(AVPacket packet) {
        avcodec.av_packet_rescale_ts(packet, encoder.context().time_base(), stream.time_base());
        packet.stream_index(stream.index());
        check(avformat.av_interleaved_write_frame(file, packet), "Writing the voice note");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The voice note is already finished or closed");
        }
    }

    private static void check(int code, String action) {
        Ffmpeg.check(code, Reason.STORAGE_FAILED, action);
    }

    /** Frees the encoder; an unfinished file is removed. Does nothing the second time. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        encoder.close();
        if (opened) {
            AVIOContext io = file.pb();
            avformat.avio_closep(io);
            file.pb(null);
        }
        avformat.avformat_free_context(file);
        file.setNull();
        if (!finished) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw MediaException.storage("The voice note", e);
            }
        }
    }
}
