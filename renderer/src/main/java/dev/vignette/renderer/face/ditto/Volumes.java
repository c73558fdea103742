package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.renderer.face.ditto.source.Appearance;
import dev.vignette.renderer.face.ditto.source.Source;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appearance volumes of a batch, side by side in memory that networks read where it is. What lies there already from the batch before,
 * as in every frame of a film but the first, is not copied again. Used by one thread; whoever made it closes it.
 */
final class Volumes implements AutoCloseable {
    private static final long BYTES = 4L * Appearance.SIZE;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final @Nullable Source[] there;

    /** @param most sources at once */
    Volumes(int most) {
        memory = arena.allocate(most * BYTES, 64);
        there = new Source[most];
    }

    /** The requests in an order in which most of their volumes lie in their place already. */
    List<FrameRequest> arranged(List<FrameRequest> batch) {
        List<FrameRequest> sorted = new ArrayList<>(batch);
        sorted.sort(Comparator.comparingInt((FrameRequest request) -> place(request.source())));
        return sorted;
    }

    private int place(Source source) {
        for (int i = 0; i < there.length; i++) {
            if (source.equals(there[i])) {
                return i;
            }
        }
        return there.length;
    }

    /** The volumes of the requests' sources, one after the other; valid while this is open and not filled anew. */
    Tensor fill(TensorScope scope, List<FrameRequest> batch) {
        for (int i = 0; i < batch.size(); i++) {
            Source source = batch.get(i).source();
            if (!source.equals(there[i])) {
                there[i] = null;
                MemorySegment.copy(
                        source.appearance().volume(), 0, memory, ValueLayout.JAVA_FLOAT, i * BYTES, Appearance.SIZE);
                there[i] = source;
            }
        }
        return scope.share(
                ElementType.FLOAT32,
                memory.asSlice(0, batch.size() * BYTES).asByteBuffer().order(ByteOrder.nativeOrder()),
                batch.size(),
                32,
                16,
                64,
                64);
    }

    /** Lets go of the sources, so that nothing of a film that is over is kept. */
    void forget() {
        Arrays.fill(there, null);
    }

    @Override
    public void close() {
        arena.close();
    }
}
