package dev.vignette.renderer.face.ditto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SamplingVectorsTest {

    /** The render of the vectors: three formulas over 32 × 32 pixels. */
    private static float rendered(int x, int y, int channel) {
        return (channel == 0 ? x * 8 % 256 : channel == 1 ? y * 8 % 256 : (x + y) * 5 % 256) + 0.25f;
    }

    private static RgbPicture source() {
        byte[] rgb = new byte[3 * 32 * 32];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) rendered(i / 3 % 32, i / 3 / 32, i % 3);
        }
        return new RgbPicture(32, 32, rgb);
    }

    private static Affine affine(JsonNode node) {
        float[] m = Vectors.floats(node);
        return new Affine(m[0], m[1], m[2], m[3], m[4], m[5]);
    }

    private static void assertPlane(RgbPicture picture, int channel, JsonNode rows) {
        int[] expected = Vectors.ints(rows);
        for (int i = 0; i < expected.length; i++) {
            assertThat(picture.at(i % picture.width(), i / picture.width(), channel))
                    .as("channel %s, pixel %s", channel, i)
                    .isEqualTo(expected[i]);
        }
    }

    @Test
    void picturesAreHalvedByRoundedMeans() {
        JsonNode vectors = Vectors.read("area_half");
        RgbPicture half = AreaHalving.halve(source());
        for (int c = 0; c < 3; c++) {
            assertPlane(half, c, vectors.get("RGB".substring(c, c + 1)));
        }
        assertThat(BilinearResize.resize(source(), 16, 16).rgb()).isEqualTo(half.rgb());
    }

    @Test
    void picturesAreResizedExactlyAsOpenCvDoes() {
        JsonNode vectors = Vectors.read("resize_u8");
        int[] grey = Vectors.ints(vectors.get("source"));
        byte[] rgb = new byte[3 * grey.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) grey[i / 3];
        }
        RgbPicture picture = new RgbPicture(13, 11, rgb);
        assertPlane(BilinearResize.resize(picture, 9, 7), 0, vectors.get("to_7x9"));
        assertPlane(BilinearResize.resize(picture, 20, 16), 2, vectors.get("to_16x20"));
    }

    @Test
    void cropsAreCutExactlyAsOpenCvDoes() {
        JsonNode vectors = Vectors.read("warp_u8");
        float[] m = Vectors.floats(vectors.get("M"));
        // Given with one decimal: the doubles themselves, not the nearest floats.
        Affine map = new Affine(1.7, 0.21, -3.3, -0.21, 1.7, 4.4);
        assertThat(m).hasSize(6).startsWith(1.7f, 0.21f);
        RgbPicture cut = AffineWarp.warp(source(), map, 48, 48);
        for (int c = 0; c < 3; c++) {
            int channel = c;
            JsonNode rows = vectors.path("RGB".charAt(c) + "_rows");
            rows.properties().forEach(row -> {
                int[] expected = Vectors.ints(row.getValue());
                int y = Integer.parseInt(row.getKey());
                for (int x = 0; x < 48; x++) {
                    assertThat(cut.at(x, y, channel))
                            .as("%s,%s,%s", x, y, channel)
                            .isEqualTo(expected[x]);
                }
            });
        }
    }

    @Test
    void pastingWarpsMaskAndRenderAndCutsOffFractions() {
        JsonNode vectors = Vectors.read("putback");
        Affine map = affine(vectors.get("M"));
        byte[] frame = new byte[3 * 36 * 40];
        for (int i = 0; i < frame.length; i++) {
            int x = i / 3 % 40;
            int y = i / 3 / 40;
            frame[i] = (byte) (i % 3 == 0 ? 17 : i % 3 == 1 ? 3 * y : 4 * x);
        }
        RgbPicture background = new RgbPicture(40, 36, frame);
        float[] render = new float[3 * 32 * 32];
        for (int i = 0; i < render.length; i++) {
            render[i] = rendered(i % 32, i % 1024 / 32, i / 1024);
        }
        PasteBack paste = new PasteBack(background, FeatherMask.square(32), 32, map);
        vectors.get("warped_mask_rows").properties().forEach(row -> {
            int y = Integer.parseInt(row.getKey());
            float[] expected = Vectors.floats(row.getValue());
            for (int x = 0; x < 40; x++) {
                float weight = paste.untouched(x, y) ? 0 : paste.weight(x, y);
                assertThat(weight).as("mask %s,%s", x, y).isCloseTo(expected[x], within(1e-4f));
            }
        });
        Affine back = map.inverse();
        vectors.get("warped_R_rows").properties().forEach(row -> {
            int y = Integer.parseInt(row.getKey());
            float[] expected = Vectors.floats(row.getValue());
            AffineWarp.Row at = new AffineWarp.Row(back, y);
            for (int x = 0; x < 40; x++) {
                assertThat(AffineWarp.sample(render, 0, 32, 32, at.x(x), at.y(x)))
                        .isCloseTo(expected[x], within(1e-4f));
            }
        });
        int[] rgb = background.packed();
        paste.paste(render, rgb);
        int off = 0;
        for (int c = 0; c < 3; c++) {
            int[] expected = Vectors.ints(vectors.path("result_" + "RGB".charAt(c)));
            for (int i = 0; i < rgb.length; i++) {
                int value = rgb[i] >> 16 - 8 * c & 255;
                assertThat(value).as("pixel %s of channel %s", i, c).isCloseTo(expected[i], within(1));
                off += value == expected[i] ? 0 : 1;
            }
        }
        assertThat(off).as("values that differ by one").isLessThan(5);
    }

    @Test
    void theMaskIsOneInsideAndFallsToZeroAtTheEdge() {
        JsonNode vectors = Vectors.read("mask");
        float[] mask = FeatherMask.square(512);
        float[] edge = Vectors.floats(vectors.get("edge_profile_0_25"));
        float[] bottom = Vectors.floats(vectors.get("bottom_profile_486_511"));
        float[] corner = Vectors.floats(vectors.get("corner_top_left_26x26"));
        for (int i = 0; i < 26; i++) {
            assertThat(mask[256 * 512 + i]).isCloseTo(edge[i], within(1e-6f));
            assertThat(mask[(486 + i) * 512 + 256]).isCloseTo(bottom[i], within(1e-6f));
            for (int j = 0; j < 26; j++) {
                assertThat(mask[i * 512 + j]).isCloseTo(corner[i * 26 + j], within(1e-6f));
            }
        }
        double sum = 0;
        for (float value : mask) {
            sum += value;
        }
        assertThat(sum).isCloseTo(vectors.get("sum").asDouble(), within(0.05));
    }

    @Test
    void theWorkingSizeIsAtMostSoLongAndEven() {
        Vectors.read("resize_rule").get("cases").forEach(node -> {
            int[] out = Vectors.ints(node.get("out"));
            WorkingSize size = WorkingSize.of(
                    node.get("w").asInt(),
                    node.get("h").asInt(),
                    node.get("max_dim").asInt());
            assertThat(size).isEqualTo(new WorkingSize(out[1], out[0]));
        });
    }

    @Test
    void pixelsOutsideTheCropAreNeverTouched() {
        byte[] grey = new byte[3 * 64 * 64];
        Arrays.fill(grey, (byte) 90);
        RgbPicture picture = new RgbPicture(64, 64, grey);
        PasteBack paste = new PasteBack(picture, FeatherMask.square(32), 32, Affine.scaling(1, -10, 40));
        int[] rgb = new int[64 * 64];
        paste.paste(new float[3 * 32 * 32], rgb);
        for (int i = 0; i < rgb.length; i++) {
            boolean inside = i % 64 < 22 && i / 64 >= 40;
            assertThat(rgb[i] != 0 && !inside).as("pixel %s", i).isFalse();
        }
    }
}
