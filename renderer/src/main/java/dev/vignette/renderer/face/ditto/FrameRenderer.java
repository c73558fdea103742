package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stitches, warps and decodes the frames of all films that are being made, as many at once as the networks take, on a thread
 * of its own. Films limit how many frames they ask for at a time, which bounds its queue. Safe to use from any thread.
 */
final class FrameRenderer implements AutoCloseable {
    private static final int POINTS = 63;
    private static final int IMAGE = 3 * 512 * 512;

    private final DittoNetworks networks;
    private final int most;
    private final BlockingQueue<FrameRequest> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param most frames that are rendered at once */
    FrameRenderer(DittoNetworks networks, int most) {
        this.networks = networks;
        this.most = most;
        thread = Thread.ofPlatform().daemon().name("ditto-frames").start(this::run);
    }

    void submit(FrameRequest request) {
        queue.add(request);
        if (closed) {
            abandon();
        }
    }

    private void run() {
        try {
            while (!closed) {
                List<FrameRequest> batch = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(batch, most - 1);
                batch.removeIf(FrameRequest::unwanted);
                if (!batch.isEmpty()) {
                    render(batch);
                }
            }
        } catch (InterruptedException e) {
            // The face is being closed.
        } finally {
            abandon();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the films that wait must hear of it.
    private void render(List<FrameRequest> batch) {
        try {
            int count = batch.size();
            float[] from = joined(batch.stream().map(FrameRequest::from).toList());
            float[] to = joined(batch.stream().map(this::corrected).toList());
            float[] volumes = volumes(batch);
            float[] feature = output(DittoNetwork.WARP_NETWORK, "out", volumes, from, to);
            float[] images = output(DittoNetwork.DECODER, "output", feature);
            for (int i = 0; i < count; i++) {
                batch.get(i).done(count == 1 ? images : Arrays.copyOfRange(images, i * IMAGE, (i + 1) * IMAGE));
            }
        } catch (Throwable failure) {
            batch.forEach(request -> request.failed(failure));
        }
    }

    private float[] corrected(FrameRequest request) {
        return request.stitched()
                ? output(DittoNetwork.STITCH_NETWORK, "out", request.from(), request.to())
                : request.to();
    }

    private static float[] volumes(List<FrameRequest> batch) {
        if (batch.size() == 1) {
            return batch.getFirst().source().appearance();
        }
        float[] volumes = new float[batch.size() * Source.APPEARANCE];
        for (int i = 0; i < batch.size(); i++) {
            float[] one = batch.get(i).source().appearance();
            System.arraycopy(one, 0, volumes, i * Source.APPEARANCE, Source.APPEARANCE);
        }
        return volumes;
    }

    private static float[] joined(List<float[]> points) {
        float[] all = new float[points.size() * POINTS];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i), 0, all, i * POINTS, POINTS);
        }
        return all;
    }

    private float[] output(DittoNetwork network, String name, float[]... inputs) {
        float[] values = networks.run(network, inputs).get(name);
        if (values == null) {
            throw new RenderException(
                    Reason.ENGINE_FAILED, "The network " + network.title() + " has no output " + name + ".");
        }
        return values;
    }

    private void abandon() {
        List<FrameRequest> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(request ->
                request.failed(new RenderException(Reason.CANCELLED, "The film was cancelled: the face was closed.")));
    }

    /** Films that still wait for frames are cancelled; returns after the frames being rendered are done. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
