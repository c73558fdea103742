package dev.vignette.inference.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, piece by piece, given up when nothing comes for a while. Java's own streams of a body wait for
 * ever. One piece is under way at a time, so that memory stays small however slow the disk is.
 */
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private enum End {
        REACHED
    }

    /** At most three: a piece, the end or a failure, and what {@link #close} adds. */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private final Duration stall;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    Chunks(Duration stall) {
        this.stall = stall;
    }

    /** The next piece; null at the end. */
    @Nullable
    List<ByteBuffer> next() throws IOException, InterruptedException {
        Object piece = arrived.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
        if (piece == null) {
            throw new IOException("nothing came for " + stall.toSeconds() + " s");
        }
        if (piece instanceof Throwable failure) {
            throw new IOException(
                    failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage(), failure);
        }
        if (piece instanceof End) {
            return null;
        }
        Flow.Subscription source = subscription;
        if (source != null) {
            source.request(1);
        }
        @SuppressWarnings("unchecked") // what onNext has put in
        List<ByteBuffer> buffers = (List<ByteBuffer>) piece;
        return buffers;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        if (closed) {
            source.cancel();
        } else {
            source.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(buffers);
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(failure);
    }

    @Override
    public void onComplete() {
        arrived.add(End.REACHED);
    }

    /** Drops the connection if the end was not reached. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }
}
