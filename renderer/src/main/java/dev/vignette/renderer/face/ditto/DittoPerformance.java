package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One film in the making. The calling thread turns speech into motion and pastes what is rendered; meanwhile frames are
 * rendered by the face's own thread, at most {@value #AHEAD} of this film at a time. After an exception the film cannot
 * go on and must be closed.
 */
final class DittoPerformance implements Performance {
    /** Two blocks of motion: enough to keep the renderer busy while the next block is made. */
    static final int AHEAD = 20;

    private static final int PLANE = 512 * 512;

    private enum State {
        GOING_ON,
        FINISHED,
        BROKEN,
        CLOSED
    }

    private final FilmFormat format;
    private final Framing framing;
    private final SpeechMotion motion;
    private final Acting acting;
    private final FrameRenderer renderer;
    private final Deque<FrameRequest> waiting = new ArrayDeque<>();
    private final List<float[]> poses = new ArrayList<>();
    private final Frame frame;
    private final int[] rgb;
    private int firstPose;
    private int asked;
    private State state = State.GOING_ON;

    DittoPerformance(FilmFormat format, Framing framing, SpeechMotion motion, Acting acting, FrameRenderer renderer) {
        this.format = format;
        this.framing = framing;
        this.motion = motion;
        this.acting = acting;
        this.renderer = renderer;
        frame = Frame.allocate(format.width(), format.height());
        rgb = framing.background().packed();
    }

    @Override
    public void hear(SpeechChunk chunk, FrameSink sink) {
        step(() -> motion.hear(chunk.sound(), vector -> pose(vector, Integer.MAX_VALUE, sink)), sink);
        state = State.GOING_ON;
    }

    @Override
    public void finish(FrameSink sink) {
        int frames = format.framesFor(motion.seconds());
        int owed = (int) Math.ceil(motion.seconds() * SpeechMotion.RATE - 1e-6);
        step(
                () -> {
                    motion.finish(owed, vector -> pose(vector, frames, sink));
                    while (asked < frames && !poses.isEmpty()) {
                        ask(poses.getLast(), sink);
                    }
                },
                sink);
        state = State.FINISHED;
    }

    private void step(Runnable work, FrameSink sink) {
        if (state != State.GOING_ON) {
            throw new IllegalStateException(
                    state == State.BROKEN ? "The film broke off and can only be closed" : "The film is over");
        }
        // Until the last frame is handed on nothing is certain.
        state = State.BROKEN;
        try {
            work.run();
            while (!waiting.isEmpty()) {
                deliver(sink);
            }
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Takes the next motion vector and asks for all frames of the film that lie before it. */
    private void pose(float[] vector, int frames, FrameSink sink) {
        poses.add(acting.keyPoints(vector, motion.reference()));
        int last = firstPose + poses.size() - 1;
        while (asked < frames && position(asked) <= last) {
            ask(between(position(asked)), sink);
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

    private void ask(float[] points, FrameSink sink) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        while (waiting.size() >= AHEAD
                || (!waiting.isEmpty() && waiting.getFirst().ready())) {
            deliver(sink);
        }
        FrameRequest request = acting.request(points);
        waiting.add(request);
        renderer.submit(request);
        asked++;
    }

    private void deliver(FrameSink sink) {
        float[] image;
        try {
            image = waiting.getFirst().image();
            waiting.removeFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
        framing.paste().paste(framing.halved() ? halved(image) : levels(image), rgb);
        RgbToYuv.convert(rgb, frame);
        sink.accept(frame);
    }

    private static float[] levels(float[] image) {
        float[] levels = new float[image.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.clamp(image[i], 0f, 1f) * 255;
        }
        return levels;
    }

    private static float[] halved(float[] image) {
        float[] small = new float[image.length / 4];
        for (int i = 0; i < small.length; i++) {
            int channel = i / (PLANE / 4);
            int y = i / 256 % 256;
            int at = channel * PLANE + 2 * y * 512 + 2 * (i % 256);
            small[i] = (Math.clamp(image[at], 0f, 1f)
                            + Math.clamp(image[at + 1], 0f, 1f)
                            + Math.clamp(image[at + 512], 0f, 1f)
                            + Math.clamp(image[at + 513], 0f, 1f))
                    * (255 / 4f);
        }
        return small;
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
        waiting.forEach(FrameRequest::cancel);
        waiting.clear();
        poses.clear();
        motion.close();
    }
}
