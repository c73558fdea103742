package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels between the decoder's convolutions compute what {@link Spade} computes, to the precision of halves. Needs an NVIDIA GPU. */
class SpadeKernelsTest {
    private static final int FRAMES = 2;

    @TempDir
    private Path cache;

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<DeviceBuffer> buffers = new ArrayList<>();
    private CudaStream stream;
    private SpadeKernels kernels;

    @BeforeEach
    void open() {
        try {
            CudaDevice device = CudaDevice.open(0);
            kernels = SpadeKernels.compile(device, cache);
            stream = device.stream();
        } catch (InferenceException e) {
            Assumptions.abort("no NVIDIA GPU: " + e.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (stream != null) {
            buffers.forEach(DeviceBuffer::close);
            stream.synchronize();
            stream.close();
            kernels.close();
        }
    }

    /** Numbers that halves hold exactly, about another mean for each channel. */
    private float[] halves(int count, int channels) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            float value = (random.nextFloat() - 0.5f) * 3 + i % channels * 0.3f;
            values[i] = Float.float16ToFloat(Float.floatToFloat16(value));
        }
        return values;
    }

    private DeviceBuffer room(long bytes) {
        DeviceBuffer buffer = DeviceBuffer.allocate(stream, bytes);
        buffers.add(buffer);
        return buffer;
    }

    private DeviceBuffer up(float[] values) {
        MemorySegment memory = Arena.ofAuto().allocate(2L * values.length, 16);
        for (int i = 0; i < values.length; i++) {
            memory.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(values[i]));
        }
        DeviceBuffer buffer = room(2L * values.length);
        buffer.upload(stream, memory);
        stream.synchronize();
        return buffer;
    }

    private float[] down(DeviceBuffer from, int count) {
        MemorySegment memory = Arena.ofAuto().allocate(2L * count, 16);
        from.download(stream, memory);
        stream.synchronize();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, i));
        }
        return values;
    }

    private float[] downFloats(DeviceBuffer from, int count) {
        MemorySegment memory = Arena.ofAuto().allocate(4L * count, 16);
        from.download(stream, memory);
        stream.synchronize();
        return memory.toArray(ValueLayout.JAVA_FLOAT);
    }

    private static float[] frame(float[] all, int frame) {
        int each = all.length / FRAMES;
        return Arrays.copyOfRange(all, frame * each, (frame + 1) * each);
    }

    private static float[] frames(IntFunction<float[]> each) {
        return EnlargedConvolution.joined(each.apply(0), each.apply(1));
    }

    private static void assertClose(float[] expected, float[] actual, float relative) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("number %s", i)
                    .isCloseTo(expected[i], within(relative * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** Channels that fill a block of threads and ones that leave some idle; a map as large as the result and a smaller one. */
    @ParameterizedTest
    @CsvSource({"64, 1, 1", "64, 2, 1", "24, 2, 4", "512, 1, 1"})
    void mapsAreNormalisedAsInJava(int channels, int factor, int copies) {
        int side = 32;
        int small = side / factor;
        float[] x = halves(FRAMES * small * small * channels, channels);
        float[] modulation = halves(FRAMES * side * side * 2 * channels, 5);
        SpadeKernels.Maps from = new SpadeKernels.Maps(up(x), FRAMES, small, channels);
        SpadeKernels.Maps by =
                new SpadeKernels.Maps(up(modulation), FRAMES, side / copies, 2 * channels * copies * copies);
        DeviceBuffer made = room(SpadeKernels.Maps.bytes(FRAMES, side, channels));
        DeviceBuffer moments = room(4L * 2 * FRAMES * channels);
        kernels.moments(stream, from, room(SpadeKernels.scratchBytes(FRAMES, channels)), moments, 1e-5f);
        kernels.modulate(stream, from, moments, by, new SpadeKernels.Maps(made, FRAMES, side, channels), 0.2f);
        float[] expected = frames(i -> Spade.moments(frame(x, i), channels, 1e-5f));
        assertClose(expected, downFloats(moments, expected.length), 1e-5f);
        float[] y = frames(i -> Spade.modulate(
                frame(x, i), frame(expected, i), frame(modulation, i), channels, side, factor, copies, 0.2f));
        assertClose(y, down(made, y.length), 1e-3f);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void enlargedConvolutionsArePutTogetherAsInJava(int factor) {
        int maps = 3;
        int channels = 16;
        int side = 8;
        int wide = side * factor;
        int unit = FRAMES * maps * channels;
        float[] corners = halves((side + 1) * (side + 1) * 4 * unit, 7);
        float[] rows = halves((side + 1) * side * 2 * unit, 7);
        float[] columns = halves((side + 1) * side * 2 * unit, 7);
        float[] middle = halves(side * side * unit, 7);
        List<DeviceBuffer> parts = List.of(up(corners), up(rows), up(columns), up(middle));
        DeviceBuffer out = room(SpadeKernels.Maps.bytes(FRAMES, wide, channels));
        for (int map = 0; map < maps; map++) {
            int number = map;
            kernels.spread(stream, parts, factor, map, maps, new SpadeKernels.Maps(out, FRAMES, wide, channels));
            float[] expected = frames(i -> Spade.spread(
                    new Spade.Parts(frame(corners, i), frame(rows, i), frame(columns, i), frame(middle, i)),
                    side,
                    factor,
                    number,
                    maps,
                    channels));
            assertThat(down(out, expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void copiesThatAreAlikeAreWrittenOnce() {
        int channels = 16;
        int side = 8;
        int unit = FRAMES * 2 * channels;
        float[] corners = halves((side + 1) * (side + 1) * 4 * unit, 7);
        float[] rows = halves((side + 1) * side * 2 * unit, 7);
        float[] columns = halves((side + 1) * side * 2 * unit, 7);
        float[] middle = halves(side * side * unit, 7);
        List<DeviceBuffer> parts = List.of(up(corners), up(rows), up(columns), up(middle));
        int wide = 3 * side + 1;
        DeviceBuffer out = room(2L * FRAMES * wide * wide * channels);
        kernels.grid(stream, parts, FRAMES, side, 1, 2, channels, out);
        float[] expected = frames(i -> Spade.grid(
                new Spade.Parts(frame(corners, i), frame(rows, i), frame(columns, i), frame(middle, i)),
                side,
                1,
                2,
                channels));
        assertThat(down(out, expected.length)).isEqualTo(expected);
    }

    @Test
    void theImageIsMadeAsInJava() {
        int side = 16;
        float[] head = halves(FRAMES * side * side * 16, 16);
        DeviceBuffer image = room(4L * FRAMES * 3 * 4 * side * side);
        kernels.picture(stream, new SpadeKernels.Maps(up(head), FRAMES, side, 16), image);
        float[] expected = frames(i -> Spade.picture(frame(head, i), side));
        assertClose(expected, downFloats(image, expected.length), 1e-6f);
    }

    @Test
    void featuresAreTurnedRound() {
        int side = 16;
        int channels = 128;
        int pixels = side * side;
        float[] feature = halves(FRAMES * channels * pixels, 9);
        DeviceBuffer floats = room(4L * feature.length);
        floats.upload(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, feature));
        DeviceBuffer made = room(2L * feature.length);
        kernels.channelsLast(stream, floats, new SpadeKernels.Maps(made, FRAMES, side, channels));
        float[] expected = new float[feature.length];
        for (int i = 0; i < expected.length; i++) {
            int frame = i / (channels * pixels);
            expected[(frame * pixels + i % pixels) * channels + i / pixels % channels] = feature[i];
        }
        assertThat(down(made, expected.length)).isEqualTo(expected);
    }
}
