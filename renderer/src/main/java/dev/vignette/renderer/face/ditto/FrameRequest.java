package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.source.Source;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** One frame to be rendered: a source and where its key points go. */
final class FrameRequest {
    private final Source source;
    private final float[] from;
    private final float[] to;
    private final boolean stitched;
    private final CompletableFuture<float[]> image = new CompletableFuture<>();

    /**
     * @param from 63 numbers, the source's key points
     * @param to 63 numbers, where they go
     * @param stitched whether {@code to} is corrected first
     */
    FrameRequest(Source source, float[] from, float[] to, boolean stitched) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.stitched = stitched;
    }

    Source source() {
        return source;
    }

    float[] from() {
        return from;
    }

    float[] to() {
        return to;
    }

    boolean stitched() {
        return stitched;
    }

    /** Nobody wants it any more; it is skipped if it has not begun. */
    void cancel() {
        image.cancel(false);
    }

    boolean unwanted() {
        return image.isDone();
    }

    /** @param values planes of 3 × 512 × 512, 0…1 */
    void done(float[] values) {
        image.complete(values);
    }

    void failed(Throwable failure) {
        image.completeExceptionally(failure);
    }

    boolean ready() {
        return image.isDone();
    }

    /** The image: planes of 3 × 512 × 512, 0…1. Waits for it. */
    float[] image() throws InterruptedException {
        try {
            return image.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
