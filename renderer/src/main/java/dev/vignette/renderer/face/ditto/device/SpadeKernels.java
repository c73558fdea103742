package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaKernel;
import dev.vignette.inference.cuda.CudaKernel.Extent;
import dev.vignette.inference.cuda.CudaKernels;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kernels between the decoder's convolutions, compiled for a device. Maps are halves with their channels last, a multiple of eight of
 * them, and square, with sides that are powers of two. Launches are put into the stream that they are given. Safe to use from any thread.
 */
public final class SpadeKernels implements AutoCloseable {
    private static final int THREADS = 256;
    /** Channels that a thread takes at once. */
    private static final int EIGHT = 8;
    /** Blocks that keep a large GPU busy. */
    private static final int BLOCKS = 1056;
    /** More parts of one frame cost more to add up than they save. */
    private static final int MOST_PARTS = 256;

    private final CudaKernels all;
    private final CudaKernel channelsLast;
    private final CudaKernel sums;
    private final CudaKernel moments;
    private final CudaKernel modulate;
    private final CudaKernel spread;
    private final CudaKernel grid;
    private final CudaKernel picture;

    private SpadeKernels(CudaKernels all) {
        this.all = all;
        channelsLast = all.kernel("maps_channels_last");
        sums = all.kernel("sums");
        moments = all.kernel("moments");
        modulate = all.kernel("modulate");
        spread = all.kernel("spread");
        grid = all.kernel("grid");
        picture = all.kernel("picture");
    }

    /** @param cache folder for machine code */
    public static SpadeKernels compile(CudaDevice device, Path cache) {
        return new SpadeKernels(CudaKernels.compile(device, cache, SpadeKernels.class, "spade.cu", List.of()));
    }

    /** Whether all its maps are such as the kernels take, which a decoder of hardly any channels has not. */
    static boolean take(SpadeDecoder decoder) {
        return decoder.steps().stream()
                .flatMap(step -> Stream.concat(step.inputs().stream(), step.outputs().stream()))
                .allMatch(maps -> maps.channels() % EIGHT == 0);
    }

    /**
     * A map for each frame.
     *
     * @param memory {@code [frames, side, side, channels]}
     */
    public record Maps(DeviceMemory memory, int frames, int side, int channels) {
        public Maps {
            if (Integer.bitCount(side) != 1 || channels % EIGHT != 0) {
                throw new IllegalArgumentException(
                        "Maps of " + side + " × " + side + " × " + channels + " are not what the kernels take.");
            }
            if (memory.sizeInBytes() < bytes(frames, side, channels)) {
                throw new IllegalArgumentException(memory.sizeInBytes() + " bytes do not hold " + frames + " maps of "
                        + side + " × " + side + " × " + channels + ".");
            }
        }

        /** How much memory they take. */
        public static long bytes(int frames, int side, int channels) {
            return 2L * frames * side * side * channels;
        }

        int pixels() {
            return side * side;
        }
    }

    /** {@code [frames, channels, side, side]} in single precision becomes a map. */
    public void channelsLast(CudaStream stream, DeviceMemory from, Maps to) {
        channelsLast.launch(
                stream,
                new Extent(Math.ceilDiv(to.pixels(), 32), Math.ceilDiv(to.channels, 64), to.frames),
                Extent.of(THREADS),
                from,
                to.memory,
                to.pixels(),
                to.channels);
    }

    /** Bytes of room that {@link #moments} needs. */
    public static long scratchBytes(int frames, int channels) {
        return 4L * 2 * frames * MOST_PARTS * channels;
    }

    /**
     * The mean of each channel and one over its deviation.
     *
     * @param scratch {@link #scratchBytes} of room
     * @param moments {@code [frames, 2, channels]} of single precision
     */
    public void moments(CudaStream stream, Maps maps, DeviceMemory scratch, DeviceMemory moments, float epsilon) {
        int parts = Math.clamp(BLOCKS / maps.frames, 1, Math.min(MOST_PARTS, maps.pixels()));
        int each = Math.ceilDiv(maps.pixels(), parts);
        int blocks = Math.ceilDiv(maps.pixels(), each);
        sums.launch(
                stream,
                Extent.of(blocks, maps.frames),
                Extent.of(THREADS),
                maps.memory,
                scratch,
                maps.pixels(),
                maps.channels,
                each);
        this.moments.launch(
                stream,
                Extent.of(Math.ceilDiv(maps.channels, 32), maps.frames),
                Extent.of(32, 8),
                maps.memory,
                scratch,
                moments,
                maps.pixels(),
                maps.channels,
                blocks,
                epsilon);
    }

    /**
     * @param x maps whose side is that of the result or some power of two smaller; each of their pixels is then repeated
     * @param moments of {@code x}
     * @param modulation γ of all channels, then β of all channels, at each place of the result; those of its copies of one pixel, by rows,
     *     may lie together as channels of a smaller map
     * @param y {@code (x − mean) / deviation · (1 + γ) + β}, activated
     * @param slope of the activation below 0; 1 for none
     */
    public void modulate(CudaStream stream, Maps x, DeviceMemory moments, Maps modulation, Maps y, float slope) {
        int rows = THREADS / (y.channels / EIGHT);
        int each = Math.max(rows, Math.ceilDiv(y.pixels() * y.frames, 4 * BLOCKS));
        modulate.launch(
                stream,
                Extent.of(Math.ceilDiv(y.pixels(), each), y.frames),
                Extent.of(THREADS),
                x.memory,
                moments,
                modulation.memory,
                y.memory,
                y.channels,
                Integer.numberOfTrailingZeros(y.side),
                Integer.numberOfTrailingZeros(y.side / x.side),
                Integer.numberOfTrailingZeros(y.side / modulation.side),
                slope,
                each);
    }

    /**
     * What convolutions of 3 × 3 make of an enlarged map, from what their summed taps make of the small one.
     *
     * @param parts of the small map: {@code [frames, side + 1, side + 1, 4·maps·channels]},
     *     {@code [frames, side + 1, side, 2·maps·channels]}, {@code [frames, side, side + 1, 2·maps·channels]},
     *     {@code [frames, side, side, maps·channels]}; twice enlarged, only the first is read
     * @param map which of the {@code maps} convolutions
     * @param out {@code [frames, side·factor, side·factor, channels]}
     */
    public void spread(CudaStream stream, List<? extends DeviceMemory> parts, int factor, int map, int maps, Maps out) {
        int lanes = out.channels / EIGHT;
        DeviceMemory corners = parts.getFirst();
        boolean edgesOnly = factor == 2;
        spread.launch(
                stream,
                Extent.of(Math.ceilDiv(out.pixels() * lanes, THREADS), out.frames),
                Extent.of(THREADS),
                corners,
                edgesOnly ? corners : parts.get(1),
                edgesOnly ? corners : parts.get(2),
                edgesOnly ? corners : parts.get(3),
                out.memory,
                out.side / factor,
                factor,
                map,
                maps,
                lanes);
    }

    /**
     * The same for maps enlarged four times, with copies that are alike written once.
     *
     * @param out {@code [frames, 3·side + 1, 3·side + 1, channels]}
     */
    public void grid(
            CudaStream stream,
            List<? extends DeviceMemory> parts,
            int frames,
            int side,
            int map,
            int maps,
            int channels,
            DeviceMemory out) {
        int lanes = channels / EIGHT;
        int wide = 3 * side + 1;
        grid.launch(
                stream,
                Extent.of(Math.ceilDiv(wide * wide * lanes, THREADS), frames),
                Extent.of(THREADS),
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                out,
                side,
                map,
                maps,
                lanes);
    }

    /**
     * @param maps of 16 channels, of which 12 count: three colours by two rows by two columns
     * @param image {@code [frames, 3, 2·side, 2·side]} of single precision, 0…1
     */
    public void picture(CudaStream stream, Maps maps, DeviceMemory image) {
        picture.launch(
                stream,
                Extent.of(Math.ceilDiv(maps.pixels(), THREADS), maps.frames),
                Extent.of(THREADS),
                maps.memory,
                image,
                maps.side);
    }

    @Override
    public void close() {
        all.close();
    }
}
