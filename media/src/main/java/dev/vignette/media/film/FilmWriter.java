package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins frames and sound in an MP4 that chat clients play in place: H.264 (BT.709, studio range, no B-frames) and AAC-LC
 * mono at 48 kHz, index in front. Frames and sound may come in any order and from two threads, which are encoded side by
 * side; the bytes depend only on what came, not on which was faster. Sound shorter than the picture is followed by silence; picture shorter than the
 * sound holds its last frame.
 *
 * <p>The film is written beside its destination and moved there by {@link #finish}. {@link #close} without it, or after a
 * failure, leaves nothing behind. All methods throw {@link MediaException} with {@code STORAGE_FULL},
 * {@code STORAGE_FAILED} or {@code ENCODER_FAILED}.
 */
public final class FilmWriter implements FrameSink, AutoCloseable {
    private final Path out;
    private final Path part;
    private final FilmFormat format;
    /** Held by whoever adds to the picture; both this and {@link #sounds} by whoever ends the film. */
    private final Lock pictures = new ReentrantLock();

    private final Lock sounds = new ReentrantLock();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Mp4File file;
    private final PictureTrack picture;
    private final SoundTrack sound;
    private boolean finished;

    private FilmWriter(
            Path out, Path part, FilmFormat format, SampleRate soundRate, FilmTags tags, List<H264Encoder> preference) {
        this.out = out;
        this.part = part;
        this.format = format;
        Ffmpeg.load();
        try {
            file = own(new Mp4File(part, tags));
            picture = own(new PictureTrack(format, preference, file, tags));
            sound = own(new SoundTrack(soundRate, file, tags));
            file.open();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a film at {@code out}, whose directory must exist, with the best encoder that this machine has.
     *
     * @param soundRate rate of all sound that will come
     */
    public static FilmWriter open(Path out, FilmFormat format, SampleRate soundRate, FilmTags tags) {
        return open(out, format, soundRate, tags, H264Encoder.BY_PREFERENCE);
    }

    /** As {@link #open(Path, FilmFormat, SampleRate, FilmTags)}, with the first of {@code preference} that opens. */
    public static FilmWriter open(
            Path out, FilmFormat format, SampleRate soundRate, FilmTags tags, List<H264Encoder> preference) {
        return open(out, out.resolveSibling(out.getFileName() + ".part"), format, soundRate, tags, preference);
    }

    static FilmWriter open(
            Path out, Path part, FilmFormat format, SampleRate soundRate, FilmTags tags, List<H264Encoder> preference) {
        return new FilmWriter(out, part, format, soundRate, tags, preference);
    }

    @Override
    public void accept(Frame frame) {
        pictures.lock();
        try {
            requireOpen();
            if (frame.width() != format.width() || frame.height() != format.height()) {
                throw new IllegalArgumentException(
                        "The film is " + format + ", the frame " + frame.width() + "x" + frame.height());
            }
            picture.accept(frame);
        } finally {
            pictures.unlock();
        }
    }

    /** Takes the next piece of sound, of any length. */
    public void sound(Pcm piece) {
        sounds.lock();
        try {
            requireOpen();
            sound.accept(piece);
        } finally {
            sounds.unlock();
        }
    }

    /**
     * Completes the film and moves it to its place, replacing what was there.
     *
     * @throws IllegalStateException if no frame ever came
     */
    public FilmSummary finish() {
        pictures.lock();
        sounds.lock();
        try {
            return complete();
        } finally {
            sounds.unlock();
            pictures.unlock();
        }
    }

    private FilmSummary complete() {
        requireOpen();
        if (picture.frames() == 0) {
            throw new IllegalStateException("A film needs at least one frame");
        }
        sound.endOfSound();
        while (picture.frames() < format.framesFor(sound.seconds())) {
            picture.hold();
        }
        double seconds = picture.frames() / (double) format.framesPerSecond();
        sound.pad(seconds);
        picture.finish();
        sound.finish();
        file.finish();
        try {
            long bytes = Files.size(part);
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            finished = true;
            return new FilmSummary(
                    picture.frames(),
                    Duration.ofNanos(Math.round(seconds * 1e9)),
                    bytes,
                    picture.choice().ffmpegName());
        } catch (IOException e) {
            throw MediaException.storage("The film", e);
        } finally {
            close();
        }
    }

    private void requireOpen() {
        if (owned.isEmpty()) {
            throw new IllegalStateException("The film is already finished or closed");
        }
    }

    private <T extends AutoCloseable> T own(T part) {
        owned.push(part);
        return part;
    }

    /** Frees the encoders; an unfinished film is removed. Does nothing the second time. */
    @Override
    public void close() {
        pictures.lock();
        sounds.lock();
        try {
            free();
        } finally {
            sounds.unlock();
            pictures.unlock();
        }
    }

    private void free() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("Freeing an encoder failed", e);
            }
        }
        if (!finished) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw MediaException.storage("The film", e);
            }
        }
    }
}
