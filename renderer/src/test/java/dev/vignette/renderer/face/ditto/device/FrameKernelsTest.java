package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.face.ditto.motion.DiffusionSchedule;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.FeatherMask;
import dev.vignette.renderer.face.ditto.picture.PasteBack;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels compute what their references in plain Java compute. Needs an NVIDIA GPU. */
class FrameKernelsTest extends KernelsOnGpu {
    private static final int VOXELS = 16 * 64 * 64;

    private final SplittableRandom random = new SplittableRandom(3);

    private float[] numbers(int count, float width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() - 0.5f) * width;
        }
        return values;
    }

    private static void assertSame(float[] expected, float[] actual, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        float most = 0;
        int where = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs(expected[i] - actual[i]) > most || Float.isNaN(actual[i])) {
                most = Math.abs(expected[i] - actual[i]);
                where = i;
            }
        }
        assertThat(most)
                .as("at %s: %s for %s", where, actual[where], expected[where])
                .isLessThanOrEqualTo(tolerance);
    }

    private static float[] roundedToHalves(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
        }
        return rounded;
    }

    @ParameterizedTest
    @CsvSource({"4, 7", "1, 1"})
    void motionIsMadeAsInJava(int compressed, int taps) {
        try (FrameKernels kernels = FrameKernels.compile(device, cache, compressed, taps, ElementType.FLOAT32)) {
            int frames = 3;
            List<float[]> sparse = new ArrayList<>();
            List<float[]> sampled = new ArrayList<>();
            long[] volumes = new long[frames];
            long[] features = new long[frames];
            float[] starts = new float[frames * 63];
            float[] ends = new float[frames * 63];
            float[] masks = roundedToHalves(numbers(frames * VOXELS * ChannelsLast.row(taps * 22), 6));
            float[] bias = numbers(22, 1);
            for (int i = 0; i < frames; i++) {
                float[] volume = numbers(compressed * VOXELS, 2);
                float[] feature = roundedToHalves(numbers(32 * VOXELS, 2));
                float[] from = numbers(63, 1.6f);
                float[] to = numbers(63, 2.2f);
                System.arraycopy(from, 0, starts, i * 63, 63);
                System.arraycopy(to, 0, ends, i * 63, 63);
                DeviceBuffer last = room(4L * volume.length);
                kernels.channelsLast(stream, up(volume), last, compressed);
                volumes[i] = last.address();
                DeviceBuffer half = room(2L * feature.length);
                kernels.channelsLastHalf(stream, up(feature), half, 32);
                features[i] = half.address();
                sparse.add(DenseMotion.sparse(volume, compressed, from, to));
                int size = masks.length / frames;
                sampled.add(DenseMotion.deform(
                        Arrays.copyOfRange(masks, i * size, (i + 1) * size), taps, bias, feature, from, to));
            }
            int each = sparse.getFirst().length;
            DeviceBuffer volume = room(2L * each * frames);
            kernels.sparse(stream, frames, up(volumes), up(starts), up(ends), volume);
            DeviceBuffer out = room(4L * 512 * 4096 * frames);
            kernels.deform(stream, frames, upHalves(masks), up(bias), up(features), up(starts), up(ends), out);
            float[] made = downHalves(volume, each * frames);
            float[] shown = down(out, 512 * 4096 * frames);
            for (int i = 0; i < frames; i++) {
                assertSame(sparse.get(i), Arrays.copyOfRange(made, i * each, (i + 1) * each), 1e-3f);
                assertSame(sampled.get(i), Arrays.copyOfRange(shown, i * 512 * 4096, (i + 1) * 512 * 4096), 1e-4f);
            }
        }
    }

    @Test
    void aStepOfDiffusionIsMadeAsInJava() {
        try (FrameKernels kernels = FrameKernels.compile(device, cache, 4, 7, ElementType.FLOAT32)) {
            int size = 80 * 265;
            float[] passes = numbers(2 * 2 * size, 4);
            float[] fresh = numbers(2 * size, 4);
            float[] x = new float[2 * 2 * size];
            List<float[]> expected = new ArrayList<>();
            DiffusionSchedule.Step step = DiffusionSchedule.steps(10).get(4);
            StepFactors factors = new StepFactors(1.7f, -0.9f);
            for (int i = 0; i < 2; i++) {
                float[] one = numbers(size, 4);
                System.arraycopy(one, 0, x, 2 * i * size, size);
                System.arraycopy(one, 0, x, (2 * i + 1) * size, size);
                expected.add(GuidedStep.next(
                        Arrays.copyOfRange(passes, 2 * i * size, 2 * (i + 1) * size),
                        one,
                        2,
                        factors,
                        step,
                        Arrays.copyOfRange(fresh, i * size, (i + 1) * size)));
            }
            DeviceBuffer state = up(x);
            DeviceBuffer time = up(599L);
            kernels.step(
                    stream,
                    2,
                    up(passes),
                    state,
                    up(fresh),
                    time,
                    new FrameKernels.Step(2, factors, step.rootNext(), step.direction(), step.sigma(), 499));
            float[] next = down(state, 4 * size);
            assertThat(Float.floatToIntBits(down(time, 2)[0])).isEqualTo(499);
            for (int i = 0; i < 4; i++) {
                assertSame(expected.get(i / 2), Arrays.copyOfRange(next, i * size, (i + 1) * size), 2e-5f);
            }
        }
    }

    /** To the last bit; a crop as large as it is shown, and one that is halved and turned. */
    @ParameterizedTest
    @ValueSource(ints = {512, 256})
    void framesAreFinishedAsInJava(int side) {
        int width = 480;
        int height = 320;
        byte[] under = new byte[3 * width * height];
        new java.util.Random(5).nextBytes(under);
        RgbPicture background = new RgbPicture(width, height, under);
        Affine map =
                side == 512 ? new Affine(0.8, 0, 20.25, 0, 0.8, -35.5) : new Affine(0.8, -0.25, 120.125, 0.25, 0.8, 30);
        PasteBack paste = new PasteBack(background, FeatherMask.square(side), side, map);
        float[] image = numbers(3 * 512 * 512, 1.4f);
        for (int i = 0; i < image.length; i++) {
            image[i] += 0.5f;
        }
        int[] rgb = background.packed();
        paste.paste(levels(image, side), rgb);
        Frame frame = Frame.allocate(width, height);
        RgbToYuv.convert(rgb, frame);
        PasteBack.Plan plan = paste.plan();
        try (FrameKernels kernels = FrameKernels.compile(device, cache, 4, 7, ElementType.FLOAT32)) {
            FrameKernels.Place place = new FrameKernels.Place(
                    up(under),
                    up(plan.mask()),
                    plan.left(),
                    plan.top(),
                    plan.right(),
                    plan.bottom(),
                    plan.back(),
                    plan.side());
            DeviceBuffer crop = up(image);
            int luma = width * height;
            for (boolean interleaved : new boolean[] {false, true}) {
                DeviceBuffer out = room(luma * 3L / 2);
                kernels.finish(stream, crop, place, out, width, height, interleaved);
                byte[] bytes = bytes(out, luma * 3L / 2).toArray(ValueLayout.JAVA_BYTE);
                assertThat(Arrays.copyOf(bytes, luma)).isEqualTo(frame.y());
                for (int i = 0; i < luma / 4; i++) {
                    int u = interleaved ? luma + 2 * i : luma + i;
                    int v = interleaved ? luma + 2 * i + 1 : luma + luma / 4 + i;
                    assertThat(bytes[u]).isEqualTo(frame.u()[i]);
                    assertThat(bytes[v]).isEqualTo(frame.v()[i]);
                }
            }
        }
    }

    private static float[] levels(float[] image, int side) {
        float[] levels = new float[3 * side * side];
        for (int i = 0; i < levels.length; i++) {
            int channel = i / (side * side);
            int y = i / side % side;
            int x = i % side;
            if (side == 512) {
                levels[i] = Math.clamp(image[i], 0f, 1f) * 255;
            } else {
                int at = channel * 512 * 512 + 2 * y * 512 + 2 * x;
                levels[i] = (Math.clamp(image[at], 0f, 1f)
                                + Math.clamp(image[at + 1], 0f, 1f)
                                + Math.clamp(image[at + 512], 0f, 1f)
                                + Math.clamp(image[at + 513], 0f, 1f))
                        * (255 / 4f);
            }
        }
        return levels;
    }
}
