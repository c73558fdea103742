package dev.vignette.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
    private static final int RED = 0xD02010;
    private static final int GREEN = 0x10C020;
    private static final int BLUE = 0x1020D0;
    private static final int GREY = 0x808080;

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void readsEveryFormat(PictureFormat format) {
        BufferedImage picture = PictureDecoder.decode(file(quarters(96, 64), format), PictureLimits.CHAT);

        assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
        assertThat(picture.getWidth()).isEqualTo(96);
        assertThat(picture.getHeight()).isEqualTo(64);
        corners(picture, RED, GREEN, BLUE, GREY);
    }

    /** CIPA DC-008, figure of tag 0x0112: where the stored corners end up. */
    @ParameterizedTest
    @CsvSource({"1, RGBY", "2, GRYB", "3, YBGR", "4, BYRG", "5, RBGY", "6, BRYG", "7, YGBR", "8, GYRB"})
    void turnsPicturesUpright(int code, String upright) {
        byte[] turned = withOrientation(file(quarters(96, 64), PictureFormat.JPEG), code);

        BufferedImage picture = PictureDecoder.decode(turned, PictureLimits.CHAT);

        assertThat(picture.getWidth()).isEqualTo(code < 5 ? 96 : 64);
        int[] colours = upright.chars()
                .map(letter -> switch (letter) {
                    case 'R' -> RED;
                    case 'G' -> GREEN;
                    case 'B' -> BLUE;
                    default -> GREY;
                })
                .toArray();
        corners(picture, colours);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greyStaysAsBrightAsItWas(int type) throws Exception {
        BufferedImage grey = new BufferedImage(8, 8, type);
        int value = type == BufferedImage.TYPE_BYTE_GRAY ? 0x80 : 0x8080;
        for (int i = 0; i < 64; i++) {
            grey.getRaster().setSample(i % 8, i / 8, 0, value);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(grey, "png", png);

        near(PictureDecoder.decode(png.toByteArray(), PictureLimits.CHAT).getRGB(4, 4), GREY);
    }

    @Test
    void transparencyShowsLightGrey() throws Exception {
        BufferedImage clear = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0xFF000000 | RED);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(clear, "png", png);

        BufferedImage picture = PictureDecoder.decode(png.toByteArray(), PictureLimits.CHAT);

        near(picture.getRGB(0, 0), RED);
        near(picture.getRGB(5, 5), 0xD8D8D8);
    }

    @Test
    void largePicturesBecomeSmallerWhileTheyAreRead() {
        PictureLimits limits = new PictureLimits(10_000_000, 40_000_000, 100);
        BufferedImage picture = PictureDecoder.decode(file(quarters(1_040, 520), PictureFormat.PNG), limits);

        assertThat(picture.getWidth()).isEqualTo(100);
        assertThat(picture.getHeight()).isEqualTo(50);
        corners(picture, RED, GREEN, BLUE, GREY);
    }

    @Test
    void aBombIsRefusedByItsHeader() {
        assertThat(reason(pngOfSize(20_000, 20_000), PictureLimits.CHAT)).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(pngOfSize(2_000_000_000, 2), PictureLimits.CHAT)).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(new byte[10_000_001], PictureLimits.CHAT)).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThat(reason(new byte[0], PictureLimits.CHAT)).isEqualTo(Reason.NOT_PICTURE);
        assertThat(reason("<svg/>".getBytes(StandardCharsets.US_ASCII), PictureLimits.CHAT))
                .isEqualTo(Reason.NOT_PICTURE);
        assertThat(reason("BM bitmap".getBytes(StandardCharsets.US_ASCII), PictureLimits.CHAT))
                .isEqualTo(Reason.NOT_PICTURE);
    }

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void aPictureCutOffIsRefusedWithASentence(PictureFormat format) {
        byte[] whole = file(noise(200, 150), format);
        byte[] cut = Arrays.copyOf(whole, whole.length * 6 / 10);

        assertThatThrownBy(() -> PictureDecoder.decode(cut, PictureLimits.CHAT))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BROKEN))
                .hasMessage("This picture is damaged or incomplete; please send it again.");
    }

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void hostileBytesGiveAPictureOrASentence(PictureFormat format) {
        Random random = new Random(11);
        PictureLimits limits = new PictureLimits(1_000_000, 500_000, 2_048);
        byte[] whole = file(noise(64, 48), format);
        for (int i = 0; i < 60; i++) {
            byte[] hurt = Arrays.copyOf(whole, i % 2 == 0 ? whole.length : random.nextInt(whole.length));
            for (int flips = random.nextInt(10); flips > 0 && hurt.length > 0; flips--) {
                hurt[random.nextInt(Math.min(hurt.length, i % 3 == 0 ? 80 : hurt.length))] ^=
                        (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(PictureDecoder.decode(hurt, limits).getWidth()).isBetween(1, 2_048);
            } catch (MediaException refused) {
                assertThat(refused.getMessage()).endsWith(".");
            }
        }
    }

    private static void corners(BufferedImage picture, int... colours) {
        int right = picture.getWidth() - 8;
        int bottom = picture.getHeight() - 8;
        near(picture.getRGB(8, 8), colours[0]);
        near(picture.getRGB(right, 8), colours[1]);
        near(picture.getRGB(8, bottom), colours[2]);
        near(picture.getRGB(right, bottom), colours[3]);
    }

    private static void near(int rgb, int expected) {
        Color is = new Color(rgb);
        Color should = new Color(expected);
        assertThat(is.getRed()).as("red of %06x", rgb).isCloseTo(should.getRed(), within(14));
        assertThat(is.getGreen()).as("green of %06x", rgb).isCloseTo(should.getGreen(), within(14));
        assertThat(is.getBlue()).as("blue of %06x", rgb).isCloseTo(should.getBlue(), within(14));
    }

    private static Reason reason(byte[] file, PictureLimits limits) {
        return Assertions.catchThrowableOfType(MediaException.class, () -> PictureDecoder.decode(file, limits))
                .reason();
    }

    private static BufferedImage quarters(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean right = x >= width / 2;
                picture.setRGB(x, y, y < height / 2 ? (right ? GREEN : RED) : (right ? GREY : BLUE));
            }
        }
        return picture;
    }

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(3);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, random.nextInt(0x1000000));
        }
        return picture;
    }

    private static byte[] file(BufferedImage picture, PictureFormat format) {
        if (format == PictureFormat.WEBP) {
            return WebpSample.of(picture);
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(picture, format.name(), out);
            return out.toByteArray();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code jpeg} with an EXIF segment that says nothing but its orientation. */
    private static byte[] withOrientation(byte[] jpeg, int code) {
        ByteBuffer segment = ByteBuffer.allocate(36)
                .putShort((short) 0xFFE1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) code);
        return ByteBuffer.allocate(jpeg.length + 36)
                .put(jpeg, 0, 2)
                .put(segment.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] pngOfSize(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(64)
                .put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .putInt(0)
                .put("IDAT".getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
