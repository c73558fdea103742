package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.CudaEvent;
import java.util.List;
import java.util.function.Supplier;

/** Rows of numbers that lie in one place on the host for every batch: they are read before the device is free to write the next there. */
final class RowsOnHost implements BatchRunner.Begun<float[]> {
    private final CudaEvent copied;
    private final Supplier<List<float[]>> place;
    private List<float[]> rows = List.of();

    /**
     * @param copied when the rows are on the host
     * @param place reads them, one for each question
     */
    RowsOnHost(CudaEvent copied, Supplier<List<float[]>> place) {
        this.copied = copied;
        this.place = place;
    }

    @Override
    public void computed() {
        copied.synchronize();
        rows = place.get();
    }

    @Override
    public List<float[]> answers() {
        return rows;
    }
}
