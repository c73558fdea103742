package dev.vignette.media;

import dev.vignette.media.MediaException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Bytes in memory as FFmpeg's only input: there is no file and no network behind it, further files are refused, and after
 * the deadline every read fails, which ends any loop inside a demuxer. (FFmpeg's own interrupt callback is only asked by
 * its protocols, of which none is in use here.)
 *
 * <p>The callbacks are shared by all inputs because JavaCPP keeps room for ten instances of each callback class; the
 * opaque pointer, a mere number, tells the inputs apart.
 */
public final class MemoryInput implements AutoCloseable {
    private static final int BUFFER = 32_768;
    private static final int NOT_PERMITTED = -1;
    private static final int INVALID = -22;

    private static final Map<Long, MemoryInput> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);

    private static final Read_packet_Pointer_BytePointer_int READ = new Read_packet_Pointer_BytePointer_int() {
        @Override
        public int call(Pointer opaque, BytePointer buffer, int size) {
            MemoryInput input = OPEN.get(opaque.address());
            return input == null ? avutil.AVERROR_EXIT : input.read(buffer, size);
        }
    };

    private static final Seek_Pointer_long_int SEEK = new Seek_Pointer_long_int() {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            MemoryInput input = OPEN.get(opaque.address());
            return input == null ? avutil.AVERROR_EXIT : input.seek(offset, whence);
        }
    };

    private static final AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer REFUSE =
            new AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer() {
                @Override
                @SuppressWarnings("rawtypes") // JavaCPP's signature.
                public int call(
                        AVFormatContext context,
                        PointerPointer pb,
                        BytePointer url,
                        int flags,
                        PointerPointer options) {
                    return NOT_PERMITTED;
                }
            };

    private final byte[] bytes;
    private final String what;
    private final long deadline;
    private final long id = NEXT.getAndIncrement();
    private final AVIOContext io;
    private int position;

    /**
     * @param bytes not to be written to while it is open
     * @param time after which nothing more is read
     * @param what the bytes hold, as people call it: "sound"
     */
    public MemoryInput(byte[] bytes, Duration time, String what) {
        this.bytes = bytes;
        this.what = what;
        this.deadline = System.nanoTime() + time.toNanos();
        OPEN.put(id, this);
        this.io = avformat.avio_alloc_context(
                new BytePointer(avutil.av_malloc(BUFFER)),
                BUFFER,
                0,
                new Ticket(id),
                READ,
                (Write_packet_Pointer_BytePointer_int) null,
                SEEK);
    }

    /** Makes this the one thing that {@code context} can read. */
    public void attachTo(AVFormatContext context) {
        context.pb(io);
        context.io_open(REFUSE);
    }

    private boolean late() {
        return System.nanoTime() - deadline > 0;
    }

    /** @throws MediaException {@link Reason#TOO_SLOW} after the deadline */
    public void requireTime() {
        if (late()) {
            throw new MediaException(
                    Reason.TOO_SLOW, "This " + what + " took too long to read; please send it again or a shorter one.");
        }
    }

    private int read(BytePointer buffer, int size) {
        if (late()) {
            return avutil.AVERROR_EXIT;
        }
        int count = Math.min(size, bytes.length - position);
        if (count <= 0) {
            return avutil.AVERROR_EOF;
        }
        buffer.put(bytes, position, count);
        position += count;
        return count;
    }

    private long seek(long offset, int whence) {
        if (late()) {
            return avutil.AVERROR_EXIT;
        }
        long target;
        switch (whence & ~avformat.AVSEEK_FORCE) {
            case avformat.AVSEEK_SIZE -> {
                return bytes.length;
            }
            case 0 -> target = offset;
            case 1 -> target = position + offset;
            case 2 -> target = bytes.length + offset;
            default -> {
                return INVALID;
            }
        }
        if (target < 0 || target > bytes.length) {
            return INVALID;
        }
        position = (int) target;
        return target;
    }

    @Override
    public void close() {
        OPEN.remove(id);
        avutil.av_free(io.buffer());
        avformat.avio_context_free(io);
    }

    /** A number where C wants a {@code void *}. */
    private static final class Ticket extends Pointer {
        Ticket(long value) {
            super((Pointer) null);
            address = value;
        }
    }
}
