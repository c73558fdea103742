package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayList;
import java.util.List;

/**
 * One film in the making. The calling thread turns speech into motion and pastes what is rendered; meanwhile frames are
 * rendered in the background, at most {@link FilmFrames#most} of this film at a time. After an exception the film cannot go on and
 * must be closed.
 */
final class DittoPerformance implements Performance {
    /** Of the frames that may be waited for, the share that may be when a stretch of speech is dealt with: they are rendered while the next is moved. */
    private static final double HELD = 0.5;

    private enum State {
        GOING_ON,
        FINISHED,
        BROKEN,
        CLOSED
    }

    private final FilmFormat format;
    private final SpeechMotion motion;
    private final Acting acting;
    private final FilmFrames frames;
    private final int held;
    private final List<float[]> poses = new ArrayList<>();
    private int firstPose;
    private int asked;
    private State state = State.GOING_ON;

    /** Takes over {@code motion} and {@code frames}. */
    DittoPerformance(FilmFormat format, SpeechMotion motion, Acting acting, FilmFrames frames) {
        this.format = format;
        this.motion = motion;
        this.acting = acting;
        this.frames = frames;
        held = (int) (HELD * frames.most());
    }

    @Override
    public void hear(SpeechChunk chunk, FrameSink sink) {
        // While frames are waited for there is time to encode more sound together.
        step(
                () -> motion.hear(
                        chunk.sound(), vector -> pose(vector, Integer.MAX_VALUE, sink), () -> frames.waiting() > 0),
                held,
                sink);
        state = State.GOING_ON;
    }

    @Override
    public void finish(FrameSink sink) {
        int whole = format.framesFor(motion.seconds());
        int owed = (int) Math.ceil(motion.seconds() * SpeechMotion.RATE - 1e-6);
        step(
                () -> {
                    acting.endsAfter(owed);
                    motion.finish(owed, vector -> pose(vector, whole, sink));
                    while (asked < whole && !poses.isEmpty()) {
                        ask(firstPose + poses.size() - 1, poses.getLast(), sink);
                    }
                },
                0,
                sink);
        state = State.FINISHED;
    }

    private void step(Runnable work, int held, FrameSink sink) {
        if (state != State.GOING_ON) {
            throw new IllegalStateException(
                    state == State.BROKEN ? "The film broke off and can only be closed" : "The film is over");
        }
        // Until the last frame is handed on nothing is certain.
        state = State.BROKEN;
        try {
            work.run();
            while (frames.waiting() > held || frames.ready()) {
                deliver(sink);
            }
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Takes the next motion vector and asks for all frames of the film that lie before it. */
    private void pose(float[] vector, int whole, FrameSink sink) {
        poses.add(acting.keyPoints(vector, motion.reference()));
        int last = firstPose + poses.size() - 1;
        while (asked < whole && position(asked) <= last) {
            double position = position(asked);
            ask((int) position, between(position), sink);
        }
        int needed = (int) Math.floor(position(asked));
        while (firstPose < needed && poses.size() > 1) {
            poses.removeFirst();
            firstPose++;
        }
    }

    /** Where a frame of the film lies among the poses, which are the middles of 25ths of a second. */
    private double position(int index) {
        double position = format.midOfFrame(index) * SpeechMotion.RATE - 0.5;
        // A frame that falls on a pose is that pose.
        return Math.max(0, Math.abs(position - Math.rint(position)) < 1e-6 ? Math.rint(position) : position);
    }

    private float[] between(double position) {
        int before = (int) position - firstPose;
        float share = (float) (position - Math.floor(position));
        float[] first = poses.get(before);
        if (share == 0) {
            return first;
        }
        float[] second = poses.get(before + 1);
        float[] points = new float[first.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = first[i] + share * (second[i] - first[i]);
        }
        return points;
    }

    /** @param pose whose picture of the footage is moved */
    private void ask(int pose, float[] points, FrameSink sink) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        while (frames.waiting() >= frames.most() || frames.ready()) {
            deliver(sink);
        }
        frames.ask(acting.footage().shot(pose), points);
        asked++;
    }

    private void deliver(FrameSink sink) {
        Frame frame;
        try {
            frame = frames.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
        sink.accept(frame);
    }

    @Override
    public List<String> remarks() {
        int faces = acting.footage().first().faces();
        return faces > 1 ? List.of("The picture shows " + faces + " faces; the largest one speaks.") : List.of();
    }

    private static RenderException cancelled() {
        return new RenderException(Reason.CANCELLED, "The film was cancelled.");
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        poses.clear();
        try (motion) {
            frames.close();
        }
    }
}
