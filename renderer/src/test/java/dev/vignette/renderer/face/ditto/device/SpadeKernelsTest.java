package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.cuda.DeviceBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels between the decoder's convolutions compute what {@link Spade} computes, to the precision of halves. Needs an NVIDIA GPU. */
class SpadeKernelsTest extends KernelsOnGpu {
    private static final int FRAMES = 2;

    private final SplittableRandom random = new SplittableRandom(7);
    private SpadeKernels kernels;

    @BeforeEach
    void compile() {
        kernels = SpadeKernels.compile(device, cache);
    }

    @AfterEach
    void release() {
        if (kernels != null) {
            stream.synchronize();
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
        SpadeKernels.Maps from = new SpadeKernels.Maps(upHalves(x), FRAMES, small, channels);
        SpadeKernels.Maps by =
                new SpadeKernels.Maps(upHalves(modulation), FRAMES, side / copies, 2 * channels * copies * copies);
        DeviceBuffer made = room(SpadeKernels.Maps.bytes(FRAMES, side, channels));
        DeviceBuffer moments = room(4L * 2 * FRAMES * channels);
        kernels.moments(stream, from, room(SpadeKernels.scratchBytes(FRAMES, channels)), moments, 1e-5f);
        kernels.modulate(stream, from, moments, by, new SpadeKernels.Maps(made, FRAMES, side, channels), 0.2f);
        float[] expected = frames(i -> Spade.moments(frame(x, i), channels, 1e-5f));
        assertClose(expected, down(moments, expected.length), 1e-5f);
        float[] y = frames(i -> Spade.modulate(
                frame(x, i), frame(expected, i), frame(modulation, i), channels, side, factor, copies, 0.2f));
        assertClose(y, downHalves(made, y.length), 1e-3f);
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
        List<DeviceBuffer> parts = List.of(upHalves(corners), upHalves(rows), upHalves(columns), upHalves(middle));
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
            assertThat(downHalves(out, expected.length)).isEqualTo(expected);
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
        List<DeviceBuffer> parts = List.of(upHalves(corners), upHalves(rows), upHalves(columns), upHalves(middle));
        int wide = 3 * side + 1;
        DeviceBuffer out = room(2L * FRAMES * wide * wide * channels);
        kernels.grid(stream, parts, FRAMES, side, 1, 2, channels, out);
        float[] expected = frames(i -> Spade.grid(
                new Spade.Parts(frame(corners, i), frame(rows, i), frame(columns, i), frame(middle, i)),
                side,
                1,
                2,
                channels));
        assertThat(downHalves(out, expected.length)).isEqualTo(expected);
    }

    @Test
    void theImageIsMadeAsInJava() {
        int side = 16;
        float[] head = halves(FRAMES * side * side * 16, 16);
        DeviceBuffer image = room(4L * FRAMES * 3 * 4 * side * side);
        kernels.picture(stream, new SpadeKernels.Maps(upHalves(head), FRAMES, side, 16), image);
        float[] expected = frames(i -> Spade.picture(frame(head, i), side));
        assertClose(expected, down(image, expected.length), 1e-6f);
    }

    @Test
    void featuresAreTurnedRound() {
        int side = 16;
        int channels = 128;
        int pixels = side * side;
        float[] feature = halves(FRAMES * channels * pixels, 9);
        DeviceBuffer made = room(2L * feature.length);
        kernels.channelsLast(stream, up(feature), new SpadeKernels.Maps(made, FRAMES, side, channels));
        float[] expected = new float[feature.length];
        for (int i = 0; i < expected.length; i++) {
            int frame = i / (channels * pixels);
            expected[(frame * pixels + i % pixels) * channels + i / pixels % channels] = feature[i];
        }
        assertThat(downHalves(made, expected.length)).isEqualTo(expected);
    }
}
