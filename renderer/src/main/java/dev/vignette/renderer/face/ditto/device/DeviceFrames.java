package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.renderer.face.ditto.FilmFrames;
import dev.vignette.renderer.face.ditto.Footage;
import dev.vignette.renderer.face.ditto.Framing;
import dev.vignette.renderer.face.ditto.drive.KeyPoints;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.FeatherMask;
import dev.vignette.renderer.face.ditto.picture.PasteBack;
import dev.vignette.renderer.face.ditto.source.Source;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The frames of one film from the device. */
final class DeviceFrames implements FilmFrames {
    private static final int SIDE = 512;
    /** Crops that are shown smaller than this are halved before they are pasted, lest fine structure flickers. */
    private static final double HALVE_BELOW = 0.6;
    /** Pictures of footage that are kept on the device, 6 MB each. */
    private static final int KEPT = 48;
    /** Five full batches: motion is made while these are rendered. A finished frame that nobody has taken yet is 0.4 MB. */
    private static final int AHEAD = 40;

    private final DeviceNetworks networks;
    private final FrameKernels kernels;
    private final BatchServer<FrameJob, Frame> server;
    private final DeviceWatch watch;
    private final Footage footage;
    private final FilmFormat format;
    private final Framing first;
    private final CudaStream stream;
    private final Map<Integer, Shot> shots = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<CompletableFuture<Frame>> waiting = new ArrayDeque<>();
    private boolean closed;

    /** A picture of the footage on the device. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Shot(
            SourceOnDevice source, DeviceBuffer background, DeviceBuffer mask, FrameKernels.Place place, float[] from) {
        void close() {
            source.close();
            background.close();
            mask.close();
        }
    }

    DeviceFrames(
            DeviceNetworks networks,
            FrameKernels kernels,
            BatchServer<FrameJob, Frame> server,
            DeviceWatch watch,
            Footage footage,
            FilmFormat format) {
        this.networks = networks;
        this.kernels = kernels;
        this.server = server;
        this.watch = watch;
        this.footage = footage;
        this.format = format;
        first = Framing.of(footage.first(), format);
        stream = networks.engine().device().stream();
        try {
            shot(0);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Shot shot(int index) {
        Shot known = shots.get(index);
        if (known == null) {
            if (shots.size() >= KEPT) {
                makeRoom();
            }
            known = watch.call("a picture", () -> upload(index));
            shots.put(index, known);
        }
        return known;
    }

    /** Lets go of the picture that was used longest ago, once no frame of it can be under way. */
    private void makeRoom() {
        waiting.forEach(server::await);
        server.settle();
        int oldest = shots.keySet().iterator().next();
        Shot unused = shots.remove(oldest);
        if (unused != null) {
            unused.close();
        }
    }

    private Shot upload(int index) {
        Source source = footage.shots().get(index);
        Framing framing = index == 0 ? first : first.same(source, format);
        boolean halved = framing.crop().scale() < HALVE_BELOW;
        int side = halved ? SIDE / 2 : SIDE;
        // The middle of a halved crop's pixel lies between two of the whole one's.
        Affine map = halved ? Affine.scaling(2, 0.5, 0.5).then(framing.crop()) : framing.crop();
        PasteBack.Plan plan = new PasteBack(framing.background(), FeatherMask.square(side), side, map).plan();
        try (Arena arena = Arena.ofConfined();
                Uploads uploads = new Uploads()) {
            SourceOnDevice onDevice = uploads.add(
                    SourceOnDevice.of(networks, kernels, source.appearance().volume()));
            DeviceBuffer background = uploads.add(DeviceBuffer.of(
                    stream,
                    arena.allocateFrom(
                            ValueLayout.JAVA_BYTE, framing.background().rgb())));
            DeviceBuffer mask =
                    uploads.add(DeviceBuffer.of(stream, arena.allocateFrom(ValueLayout.JAVA_FLOAT, plan.mask())));
            stream.synchronize();
            FrameKernels.Place place = new FrameKernels.Place(
                    background, mask, plan.left(), plan.top(), plan.right(), plan.bottom(), plan.back(), plan.side());
            uploads.keep();
            return new Shot(onDevice, background, mask, place, KeyPoints.of(source.motion()));
        }
    }

    /** What is on the device already: let go again unless all of a picture found room. */
    private static final class Uploads implements AutoCloseable {
        private final Deque<Runnable> undoing = new ArrayDeque<>();

        SourceOnDevice add(SourceOnDevice source) {
            undoing.push(source::close);
            return source;
        }

        DeviceBuffer add(DeviceBuffer buffer) {
            undoing.push(buffer::close);
            return buffer;
        }

        void keep() {
            undoing.clear();
        }

        @Override
        public void close() {
            undoing.forEach(Runnable::run);
        }
    }

    @Override
    public int most() {
        return AHEAD;
    }

    @Override
    public void ask(int index, float[] points) {
        Shot shot = shot(index);
        waiting.add(server.ask(this, new FrameJob(shot.source(), shot.place(), shot.from(), points, format)));
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    @Override
    public boolean ready() {
        return !waiting.isEmpty() && waiting.getFirst().isDone();
    }

    @Override
    public Frame take() {
        Frame frame = server.await(waiting.getFirst());
        waiting.removeFirst();
        return frame;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        waiting.forEach(frame -> frame.cancel(false));
        waiting.clear();
        try {
            // A frame of this film may be under way all the same.
            server.settle();
            watch.call("a picture", () -> {
                shots.values().forEach(Shot::close);
                shots.clear();
                stream.synchronize();
                stream.close();
                return true;
            });
        } catch (InferenceException e) {
            if (watch.lost().isEmpty()) {
                throw e;
            }
            // What a lost device may still write to is not freed.
        }
    }
}
