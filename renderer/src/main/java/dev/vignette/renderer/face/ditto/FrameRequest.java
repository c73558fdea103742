package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.source.Source;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One frame to be rendered: a source and where its key points go. */
final class FrameRequest {
    private final Source source;
    private final float[] from;
    private final float[] to;
    private final CompletableFuture<float[]> image = new CompletableFuture<>();

    /**
     * @param from 63 numbers, the source's key points
     * @param to 63 numbers, where they go before stitching
     */
    FrameRequest(Source source, float[] from, float[] to) {
        this.source = source;
        this.from = from;
        this.to = to;
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

    /** Nobody wants it any more. */
    void cancel() {
        image.cancel(false);
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

    /** The image: planes of 3 × 512 × 512, 0…1, for the caller to write to. Waits for it. */
    float[] image() throws InterruptedException {
        try {
            return image.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
