package dev.vignette.renderer.face.motion;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A film of painted frames: an {@link Animator} says how the face looks, a fixed number of painters paint that many
 * frames at once on an executor, and the calling thread hands them on in order. Holds one frame more than it has painters,
 * whatever the length of the film, and never waits for a thread: a frame that nobody has begun is painted by the caller.
 *
 * <p>Used by one thread at a time. After an exception from a painter, from the sink or by an interrupt
 * ({@link RenderException.Reason#CANCELLED}) the film cannot go on and must be closed.
 */
public final class PaintedPerformance implements Performance {
    private enum State {
        GOING_ON,
        FINISHED,
        BROKEN,
        CLOSED
    }

    private final Animator animator;
    private final Executor executor;
    private final Brush[] brushes;
    /** What each brush is at, by the same index. */
    private final @Nullable PaintJob[] jobs;
    /** Where each brush paints; the last is with the sink. */
    private final Frame[] frames;

    private State state = State.GOING_ON;

    /** With as many painters as there are processors. */
    public PaintedPerformance(Portrayal portrayal, FilmFormat format, long seed, Executor executor) {
        this(portrayal, format, seed, executor, Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param portrayal of the size of {@code format}
     * @param executor runs the painters; is neither owned nor closed
     * @param painters how many frames are painted at once, ≥ 1
     */
    public PaintedPerformance(Portrayal portrayal, FilmFormat format, long seed, Executor executor, int painters) {
        if (painters < 1) {
            throw new IllegalArgumentException("At least one painter is needed: " + painters);
        }
        this.animator = new Animator(format, seed);
        this.executor = executor;
        brushes = new Brush[painters];
        jobs = new PaintJob[painters];
        frames = new Frame[painters + 1];
        for (int i = 0; i < painters; i++) {
            brushes[i] = new Brush(portrayal);
        }
        for (int i = 0; i <= painters; i++) {
            frames[i] = Frame.allocate(format.width(), format.height());
        }
    }

    @Override
    public void hear(SpeechChunk chunk, FrameSink sink) {
        requireGoingOn();
        paint(animator.hear(chunk), sink);
    }

    @Override
    public void finish(FrameSink sink) {
        requireGoingOn();
        paint(animator.finish(), sink);
        state = State.FINISHED;
    }

    /** Waits until no painter works for this film any more; at most as long as one frame takes. */
    @Override
    public void close() {
        state = State.CLOSED;
        abandon();
    }

    private void paint(List<Expression> expressions, FrameSink sink) {
        // Until the last frame is handed on nothing is certain; a sink or painter that throws leaves this behind.
        state = State.BROKEN;
        try {
            int painters = brushes.length;
            for (int i = 0; i < Math.min(painters, expressions.size()); i++) {
                begin(i, expressions.get(i));
            }
            for (int i = 0; i < expressions.size(); i++) {
                int brush = i % painters;
                Frame painted = await(brush);
                frames[brush] = frames[painters];
                frames[painters] = painted;
                if (i + painters < expressions.size()) {
                    begin(brush, expressions.get(i + painters));
                }
                sink.accept(painted);
            }
            state = State.GOING_ON;
        } finally {
            abandon();
        }
    }

    private void begin(int brush, Expression expression) {
        PaintJob job = new PaintJob(brushes[brush], expression, frames[brush]);
        jobs[brush] = job;
        try {
            executor.execute(job);
        } catch (RejectedExecutionException e) {
            // The executor is full or was stopped: await() paints this one on the calling thread.
        }
    }

    private Frame await(int brush) {
        PaintJob job = jobs[brush];
        if (job == null) {
            throw new IllegalStateException("Nothing is being painted");
        }
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Frame painted = job.painted();
            jobs[brush] = null;
            return painted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderException(RenderException.Reason.CANCELLED, "The film was cancelled.", e);
        }
    }

    private void abandon() {
        for (int i = 0; i < jobs.length; i++) {
            PaintJob job = jobs[i];
            if (job != null) {
                job.abandon();
                jobs[i] = null;
            }
        }
    }

    private void requireGoingOn() {
        if (state != State.GOING_ON) {
            throw new IllegalStateException(
                    state == State.FINISHED || state == State.CLOSED
                            ? "The film is over"
                            : "The film broke off and can only be closed");
        }
    }
}
