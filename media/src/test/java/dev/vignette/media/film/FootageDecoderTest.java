package dev.vignette.media.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.Language;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.WavWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootageDecoderTest {
    private static final FootageLimits SMALL = new FootageLimits(1_000_000, 640 * 480, 50, 160, Duration.ofSeconds(20));
    /** From a picture's top left corner: red, then green, blue and white clockwise. */
    private static final int[] CORNERS = {0xE01010, 0x10C010, 0x1010E0, 0xF0F0F0};

    @TempDir
    private Path directory;

    private record Picture(int width, int height, byte[] rgb) {
        int at(int x, int y) {
            int i = 3 * (y * width + x);
            return (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255);
        }

        /** Colours of the quarters, clockwise from the top left. */
        List<Integer> quarters() {
            int right = width * 3 / 4;
            int lower = height * 3 / 4;
            return List.of(at(width / 4, height / 4), at(right, height / 4), at(right, lower), at(width / 4, lower));
        }
    }

    private byte[] film(FilmFormat format, int frames) throws Exception {
        Path file = directory.resolve("film.mp4");
        try (FilmWriter writer =
                FilmWriter.open(file, format, SampleRate.HZ_16000, new FilmTags("t", "c", Language.ENGLISH))) {
            for (int i = 0; i < frames; i++) {
                writer.accept(painted(format, i));
            }
            writer.finish();
        }
        return Files.readAllBytes(file);
    }

    private static Frame painted(FilmFormat format, int index) {
        int[] rgb = new int[format.width() * format.height()];
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                int quarter = y < format.height() / 2 ? x < format.width() / 2 ? 0 : 1 : x < format.width() / 2 ? 3 : 2;
                rgb[y * format.width() + x] = CORNERS[quarter];
            }
        }
        // A bar in the middle tells the pictures apart.
        int bar = 8 * index % 256 * 0x010101;
        for (int y = format.height() / 2 - 8; y < format.height() / 2 + 8; y++) {
            Arrays.fill(rgb, y * format.width(), (y + 1) * format.width(), bar);
        }
        Frame frame = Frame.allocate(format.width(), format.height());
        RgbToYuv.convert(rgb, frame);
        return frame;
    }

    private static List<Picture> decoded(byte[] film, FootageLimits limits) {
        List<Picture> pictures = new ArrayList<>();
        int count = FootageDecoder.decode(film, limits, (w, h, rgb) -> pictures.add(new Picture(w, h, rgb)));
        assertThat(pictures).hasSize(count);
        return pictures;
    }

    private static void assertColours(Picture picture, Integer... colours) {
        for (int i = 0; i < 4; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(picture.quarters().get(i) >> shift & 255)
                        .as("quarter %d", i)
                        .isCloseTo(colours[i] >> shift & 255, within(6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"25, 10, 10", "50, 20, 10", "30, 30, 25", "10, 5, 11", "25, 80, 50"})
    void picturesComeAt25ASecondAndNoMoreThanWanted(int rate, int frames, int wanted) throws Exception {
        List<Picture> pictures = decoded(film(new FilmFormat(160, 120, rate), frames), SMALL);
        assertThat(pictures.size()).isCloseTo(wanted, within(1));
        assertColours(pictures.getFirst(), 0xE01010, 0x10C010, 0x1010E0, 0xF0F0F0);
        for (int i = 0; i < pictures.size(); i++) {
            int shown = Math.floorDiv(i * rate, 25);
            assertThat(pictures.get(i).at(80, 60) & 255)
                    .as("picture %d", i)
                    .isCloseTo(8 * Math.min(shown, frames - 1) % 256, within(14));
        }
    }

    @Test
    void largePicturesAreMadeSmaller() throws Exception {
        Picture picture = decoded(film(new FilmFormat(480, 320, 25), 2), SMALL).getFirst();
        assertThat(picture.width()).isEqualTo(160);
        assertThat(picture.height()).isEqualTo(107);
        assertColours(picture, 0xE01010, 0x10C010, 0x1010E0, 0xF0F0F0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void filmsFromPhonesAreTurnedUpright(int quarterTurns) throws Exception {
        byte[] film = film(new FilmFormat(160, 120, 25), 2);
        turn(film, quarterTurns);
        Picture picture = decoded(film, SMALL).getFirst();
        assertThat(picture.width()).isEqualTo(quarterTurns % 2 == 0 ? 160 : 120);
        List<Integer> upright = new ArrayList<>(Arrays.stream(CORNERS).boxed().toList());
        Collections.rotate(upright, quarterTurns);
        assertColours(picture, upright.toArray(Integer[]::new));
    }

    /** Writes the display matrix of ISO/IEC 14496-12 §8.3.2 for a turn clockwise into the first track's header. */
    private static void turn(byte[] film, int quarterTurns) {
        int header = new String(film, StandardCharsets.ISO_8859_1).indexOf("tkhd");
        int cos = List.of(1, 0, -1, 0).get(quarterTurns);
        int sin = List.of(0, 1, 0, -1).get(quarterTurns);
        ByteBuffer matrix = ByteBuffer.wrap(film, header + 44, 36);
        matrix.putInt(cos << 16).putInt(sin << 16).putInt(0);
        matrix.putInt(-sin << 16).putInt(cos << 16).putInt(0);
    }

    @Test
    void whatIsNoFilmIsRefusedInASentence() throws Exception {
        byte[] film = film(new FilmFormat(160, 120, 25), 5);
        assertRefused("hello".getBytes(StandardCharsets.UTF_8), SMALL, Reason.NOT_PICTURE, "MP4, MOV or WebM");
        assertRefused(film, new FootageLimits(100, 1, 1, 1, Duration.ofSeconds(9)), Reason.TOO_LARGE, "five seconds");
        assertRefused(
                film,
                new FootageLimits(1_000_000, 100 * 100, 9, 99, Duration.ofSeconds(9)),
                Reason.TOO_LARGE,
                "160 × 120");
        assertRefused(Arrays.copyOf(film, film.length / 3), SMALL, Reason.BROKEN, "damaged");
        assertRefused(film, new FootageLimits(1_000_000, 1 << 20, 9, 99, Duration.ofNanos(1)), Reason.TOO_SLOW, "film");
        byte[] sound = WavWriter.bytes(Pcm.silence(Duration.ofSeconds(1), SampleRate.HZ_16000));
        assertRefused(sound, SMALL, Reason.NOT_PICTURE, "not a film");
    }

    private static void assertRefused(byte[] film, FootageLimits limits, Reason reason, String words) {
        assertThatThrownBy(() -> FootageDecoder.decode(film, limits, (w, h, rgb) -> {}))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    @Test
    void damagedFilmsAreReadOrRefused() throws Exception {
        byte[] film = film(new FilmFormat(64, 64, 25), 6);
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 150; round++) {
            byte[] damaged = film.clone();
            for (int i = 0; i < 1 + round % 12; i++) {
                damaged[8 + random.nextInt(film.length - 8)] = (byte) random.nextInt();
            }
            try {
                assertThat(decoded(damaged, SMALL)).hasSizeBetween(1, 50);
            } catch (MediaException refused) {
                assertThat(refused.getMessage()).endsWith(".");
            }
        }
    }
}
