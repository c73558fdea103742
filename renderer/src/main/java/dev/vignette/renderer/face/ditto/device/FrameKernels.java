package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaKernel;
import dev.vignette.inference.cuda.CudaKernel.Extent;
import dev.vignette.inference.cuda.CudaKernels;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.renderer.face.ditto.picture.Affine;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernels between Ditto's networks, compiled for a device. Launches are put into the stream that they are given; memory is of the
 * shapes that the parts of the networks have. Safe to use from any thread.
 */
public final class FrameKernels implements AutoCloseable {
    private static final int THREADS = 128;
    private static final int VOXELS = WarpParts.DEPTH * WarpParts.SIDE * WarpParts.SIDE;

    private final CudaKernels motion;
    private final CudaKernels diffusion;
    private final CudaKernels finish;
    private final SpadeKernels spade;
    private final CudaKernel channelsLast;
    private final CudaKernel channelsLastHalf;
    private final CudaKernel sparse;
    private final CudaKernel deform;
    private final CudaKernel guided;
    private final CudaKernel finished;

    private FrameKernels(CudaKernels motion, CudaKernels diffusion, CudaKernels finish, SpadeKernels spade) {
        this.motion = motion;
        this.diffusion = diffusion;
        this.finish = finish;
        this.spade = spade;
        channelsLast = motion.kernel("channels_last");
        channelsLastHalf = motion.kernel("channels_last_half");
        sparse = motion.kernel("sparse_motion");
        deform = motion.kernel("deform");
        guided = diffusion.kernel("guided_step");
        finished = finish.kernel("finish");
    }

    /**
     * @param cache folder for machine code
     * @param compressed channels of the volume that is sampled along each flow
     * @param taps layers of the mask's kernel that are still to be added up
     * @param engine what the networks read and write, FLOAT32 or FLOAT16
     */
    public static FrameKernels compile(CudaDevice device, Path cache, int compressed, int taps, ElementType engine) {
        String type = "-DENGINE=" + (engine == ElementType.FLOAT16 ? "half_t" : "float");
        List<String> options = List.of("-DCOMPRESSED=" + compressed, "-DTAPS=" + taps, type);
        CudaKernels motion = CudaKernels.compile(device, cache, FrameKernels.class, "motion.cu", options);
        CudaKernels diffusion = CudaKernels.compile(device, cache, FrameKernels.class, "diffusion.cu", List.of());
        CudaKernels finish = CudaKernels.compile(device, cache, FrameKernels.class, "finish.cu", List.of(type));
        return new FrameKernels(motion, diffusion, finish, SpadeKernels.compile(device, cache));
    }

    /** Those between the decoder's convolutions. */
    SpadeKernels spade() {
        return spade;
    }

    /** {@code [channels, 16, 64, 64]} to {@code [16, 64, 64, channels]}, both in single precision. */
    public void channelsLast(CudaStream stream, DeviceMemory from, DeviceMemory to, int channels) {
        channelsLast.launch(
                stream, Extent.covering((long) VOXELS * channels, THREADS), Extent.of(THREADS), from, to, channels);
    }

    /** The same from single to half precision. */
    public void channelsLastHalf(CudaStream stream, DeviceMemory from, DeviceMemory to, int channels) {
        channelsLastHalf.launch(
                stream, Extent.covering((long) VOXELS * channels, THREADS), Extent.of(THREADS), from, to, channels);
    }

    /**
     * @param volumes for each frame the address of its compressed volume, channels last, in single precision
     * @param from for each frame the source's 63 numbers
     * @param to for each frame where they go
     * @param sparse {@code [frames, 16, 64, 64, 22·(1 + compressed)]} in half precision, rows filled up to a multiple of eight
     */
    public void sparse(
            CudaStream stream,
            int frames,
            DeviceMemory volumes,
            DeviceMemory from,
            DeviceMemory to,
            DeviceMemory sparse) {
        this.sparse.launch(stream, Extent.of(VOXELS / THREADS, frames), Extent.of(THREADS), volumes, from, to, sparse);
    }

    /**
     * @param mask {@code [16·frames, 64, 64, taps·22]} in half precision, rows filled up to a multiple of eight
     * @param bias 22 numbers
     * @param features for each frame the address of its volume, channels last, in half precision
     * @param from as for {@link #sparse}
     * @param to as for {@link #sparse}
     * @param sampled {@code [frames, 512, 64, 64]}
     */
    public void deform(
            CudaStream stream,
            int frames,
            DeviceMemory mask,
            DeviceMemory bias,
            DeviceMemory features,
            DeviceMemory from,
            DeviceMemory to,
            DeviceMemory sampled) {
        deform.launch(
                stream,
                Extent.of(VOXELS / THREADS, frames),
                Extent.of(THREADS),
                mask,
                bias,
                features,
                from,
                to,
                sampled);
    }

    /**
     * How a step of diffusion goes on.
     *
     * @param weight of the guidance
     * @param factors of the predicted noise
     * @param rootNext √ᾱ after the step; 1 for the last
     * @param direction factor of the predicted noise; 0 for the last
     * @param sigma of the fresh noise; 0 for the last
     * @param nextTime the time after it; after the last the first again
     */
    public record Step(float weight, StepFactors factors, float rootNext, float direction, float sigma, int nextTime) {}

    /**
     * @param passes {@code [2·windows, 80, 265]}, what both passes of each window predict
     * @param x {@code [2·windows, 80, 265]}, the noisy window twice: becomes the next
     * @param fresh {@code [windows, 80, 265]}, noise
     * @param time one INT64, which the network reads: becomes that of the next step
     */
    public void step(
            CudaStream stream,
            int windows,
            DeviceMemory passes,
            DeviceMemory x,
            DeviceMemory fresh,
            DeviceMemory time,
            Step step) {
        int numbers = LmdmParts.FRAMES * LmdmParts.MOTION;
        guided.launch(
                stream,
                Extent.of(Math.ceilDiv(numbers, THREADS), windows),
                Extent.of(THREADS),
                passes,
                x,
                fresh,
                numbers,
                step.weight(),
                step.factors().ofInput(),
                step.factors().ofStart(),
                step.rootNext(),
                step.direction(),
                step.sigma(),
                time,
                (long) step.nextTime());
    }

    /**
     * Where a crop goes in a film's picture.
     *
     * @param background rows of red, green, blue, as large as the film
     * @param mask weights of the crop within the box
     * @param left first column of the box
     * @param top first row
     * @param right column after the last
     * @param bottom row after the last
     * @param back from the film to the crop
     * @param side of the crop, 512, or 256 if it is halved first
     */
    public record Place(
            DeviceMemory background,
            DeviceMemory mask,
            int left,
            int top,
            int right,
            int bottom,
            Affine back,
            int side) {}

    /**
     * A rendered crop becomes a frame of the film.
     *
     * @param image {@code [3, 512, 512]}, 0…1
     * @param frame takes the planes of YUV 4:2:0
     * @param interleaved whether both chroma planes share their rows (NV12), or have planes of their own (I420)
     */
    public void finish(
            CudaStream stream,
            DeviceMemory image,
            Place place,
            DeviceMemory frame,
            int width,
            int height,
            boolean interleaved) {
        Affine back = place.back();
        int luma = width * height;
        finished.launch(
                stream,
                Extent.of(Math.ceilDiv(width / 2, 32), Math.ceilDiv(height / 2, 4)),
                Extent.of(32, 4),
                image,
                place.background(),
                place.mask(),
                place.left(),
                place.top(),
                place.right(),
                place.bottom(),
                back.m00(),
                back.m01(),
                back.m02(),
                back.m10(),
                back.m11(),
                back.m12(),
                place.side(),
                frame,
                width,
                height,
                luma,
                interleaved ? luma + 1 : luma + luma / 4,
                interleaved ? 2 : 1);
    }

    @Override
    public void close() {
        motion.close();
        diffusion.close();
        finish.close();
        spade.close();
    }
}
