package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.media.film.FilmFormat;

/**
 * A frame to be rendered.
 *
 * @param source of its picture, which stays open until it is done
 * @param place where the crop goes
 * @param from 63 numbers, the source's key points
 * @param to 63 numbers, where they go
 * @param format of the film
 */
@SuppressWarnings("ArrayRecordComponent") // On its way to a device, never compared.
record FrameJob(SourceOnDevice source, FrameKernels.Place place, float[] from, float[] to, FilmFormat format) {
    /** Bytes of the finished picture. */
    long bytes() {
        return format.width() * (long) format.height() * 3 / 2;
    }

    void finish(FrameKernels kernels, FramePipeline pipeline, int index, DeviceMemory picture) {
        kernels.finish(
                pipeline.stream(), pipeline.image(index), place, picture, format.width(), format.height(), false);
    }
}
