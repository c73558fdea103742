package dev.vignette.media.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vignette.media.Language;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilmWriterTest {
    private static final FilmFormat SMALL = new FilmFormat(64, 64, 25);
    private static final FilmTags TAGS = new FilmTags("Ada", FilmTags.AI_GENERATED, Language.SPANISH);
    private static final SampleRate RATE = SampleRate.HZ_24000;

    @TempDir
    private Path directory;

    /** Flash and click together at the start, in the middle and at the end of half a minute, as a player shows them. */
    @ParameterizedTest
    @ValueSource(ints = {22_050, 24_000, 48_000})
    void soundAndPictureStayTogetherForThirtySeconds(int hertz) {
        Path out = directory.resolve("film.mp4");
        int[] flashes = {1, 375, 748};
        float[] samples = new float[30 * hertz];
        for (int flash : flashes) {
            // A click of 5 ms.
            for (int i = 0; i < hertz / 200; i++) {
                samples[flash * hertz / 25 + i] = (float) (0.9 * Math.sin(2 * Math.PI * 2_000 * i / hertz));
            }
        }
        Frame dark = TestPictures.plain(SMALL, 20);
        Frame bright = TestPictures.plain(SMALL, 235);
        SampleRate rate = new SampleRate(hertz);
        try (FilmWriter writer = FilmWriter.open(out, SMALL, rate, TAGS)) {
            for (int i = 0; i < 750; i++) {
                writer.accept(i == flashes[0] || i == flashes[1] || i == flashes[2] ? bright : dark);
            }
            writer.sound(new Pcm(samples, rate));
            assertThat(writer.finish().duration()).isEqualTo(Duration.ofSeconds(30));
        }

        FilmPlayback film = FilmPlayback.play(out);

        assertThat(film.pictures).hasSize(750);
        assertThat(film.pictures.getFirst().seconds()).isZero();
        assertThat(film.soundEnd).isCloseTo(30, within(0.04));
        for (int flash : flashes) {
            double seen = film.pictures.stream()
                    .filter(shown -> (shown.luma()[0] & 255) > 128)
                    .mapToDouble(FilmPlayback.Shown::seconds)
                    .filter(seconds -> Math.abs(seconds - flash / 25.0) < 1)
                    .findFirst()
                    .orElseThrow();
            double heard = firstClick(film.sound, (int) (48_000 * Math.max(0, flash / 25.0 - 1)));
            assertThat(seen).isCloseTo(flash / 25.0, within(1e-6));
            assertThat(heard).as("click of frame %d", flash).isCloseTo(seen, within(0.005));
        }
    }

    @Test
    void theFileIsWhatChatClientsPlayInPlace() throws Exception {
        Path out = directory.resolve("film.mp4");
        FilmSummary summary = write(out, FilmFormat.SQUARE, 25, true, H264Encoder.BY_PREFERENCE);

        assertThat(summary.frames()).isEqualTo(25);
        assertThat(summary.bytes()).isEqualTo(Files.size(out)).isLessThan(175_000);
        assertThat(H264Encoder.BY_PREFERENCE)
                .extracting(H264Encoder::ffmpegName)
                .contains(summary.encoder());
        String bytes = Files.readString(out, StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
        assertThat(bytes).contains("avc1", "mp4a", "colrnclx").doesNotContain("Lavf", "Lavc");
        FilmPlayback film = FilmPlayback.play(out);
        assertThat(film.tags).containsEntry("title", "Ada").containsEntry("comment", FilmTags.AI_GENERATED);
        assertThat(film.soundLanguage).isEqualTo("spa");
        assertThat(film.soundProfile).isEqualTo(avcodec.AV_PROFILE_AAC_LOW);
        FilmPlayback.Shown first = film.pictures.getFirst();
        assertThat(first.key()).isTrue();
        assertThat(first.color())
                .isEqualTo(new FilmPlayback.AVColor(
                        avutil.AVCOL_RANGE_MPEG,
                        avutil.AVCOL_PRI_BT709,
                        avutil.AVCOL_TRC_BT709,
                        avutil.AVCOL_SPC_BT709));
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "512, 682", "258, 66"})
    void picturesComeBackClean(int width, int height) {
        FilmFormat format = new FilmFormat(width, height, 25);
        Path out = directory.resolve("film.mp4");
        write(out, format, 12, true, H264Encoder.BY_PREFERENCE);

        FilmPlayback film = FilmPlayback.play(out);

        assertThat(film.width).isEqualTo(width);
        assertThat(film.height).isEqualTo(height);
        for (int i = 0; i < 12; i++) {
            assertThat(psnr(
                            film.pictures.get(i).luma(),
                            TestPictures.face(format, i).y()))
                    .as("frame %d", i)
                    .isGreaterThan(38);
        }
    }

    /** OpenH264 forgets pixels behind an edge that creeps over a flat ground; what is left of that must be rare. */
    @Test
    void movingEdgesLeaveNoDotsBehind() {
        FilmFormat format = new FilmFormat(256, 256, 25);
        Path out = directory.resolve("film.mp4");
        try (FilmWriter writer = FilmWriter.open(out, format, RATE, TAGS)) {
            for (int i = 0; i < 75; i++) {
                writer.accept(TestPictures.discAt(format, i));
            }
            writer.finish();
        }

        FilmPlayback film = FilmPlayback.play(out);
        int stale = 0;
        for (int i = 0; i < 75; i++) {
            byte[] shown = film.pictures.get(i).luma();
            byte[] meant = TestPictures.discAt(format, i).y();
            for (int pixel = 0; pixel < shown.length; pixel++) {
                boolean flat = Math.abs(TestPictures.distanceToDisc(format, i, pixel)) > 4;
                stale += flat && Math.abs((shown[pixel] & 255) - (meant[pixel] & 255)) > 14 ? 1 : 0;
            }
        }
        assertThat(stale / 75.0).isLessThan(1.0);
    }

    @Test
    void theBytesDependOnWhatCameAndNotOnWhen() {
        List<H264Encoder> software = List.of(H264Encoder.X264, H264Encoder.OPENH264);
        Path one = directory.resolve("one.mp4");
        Path two = directory.resolve("two.mp4");
        write(one, FilmFormat.SQUARE, 15, true, software);
        write(two, FilmFormat.SQUARE, 15, false, software);

        assertThat(one).hasSameBinaryContentAs(two);
    }

    @Test
    void theShorterOfBothIsFilledUp() {
        Path out = directory.resolve("film.mp4");
        try (FilmWriter writer = FilmWriter.open(out, SMALL, RATE, TAGS)) {
            writer.accept(TestPictures.plain(SMALL, 90));
            writer.sound(Pcm.silence(Duration.ofSeconds(1), RATE));
            assertThat(writer.finish().frames()).isEqualTo(25);
        }
        assertThat(FilmPlayback.play(out).pictures).hasSize(25);

        try (FilmWriter writer = FilmWriter.open(out, SMALL, RATE, TAGS)) {
            for (int i = 0; i < 25; i++) {
                writer.accept(TestPictures.plain(SMALL, 90));
            }
            writer.finish();
        }
        assertThat(FilmPlayback.play(out).soundEnd).isCloseTo(1, within(0.04));
    }

    @Test
    void anUnfinishedFilmLeavesNothingAndAnOldOneStands() throws Exception {
        Path out = directory.resolve("film.mp4");
        Files.writeString(out, "old");
        try (FilmWriter writer = FilmWriter.open(out, SMALL, RATE, TAGS)) {
            writer.accept(TestPictures.plain(SMALL, 90));
        }
        assertThat(directory).isDirectoryContaining("glob:**film.mp4");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(out);
        }
        assertThat(out).hasContent("old");
    }

    @Test
    void aFullDiskIsSaidSoAndLeavesNothing() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path out = directory.resolve("film.mp4");
        Path part = Files.createSymbolicLink(directory.resolve("film.part"), full);

        assertThatThrownBy(() -> {
                    try (FilmWriter writer = FilmWriter.open(out, part, SMALL, RATE, TAGS, H264Encoder.BY_PREFERENCE)) {
                        for (int i = 0; i < 100; i++) {
                            writer.accept(TestPictures.face(SMALL, i));
                        }
                        writer.sound(Pcm.silence(Duration.ofSeconds(4), RATE));
                        writer.finish();
                    }
                })
                .isInstanceOfSatisfying(MediaException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.STORAGE_FULL);
                    assertThat(e.retryable()).isTrue();
                });
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aMissingDirectoryIsAStorageFailure() {
        assertThatThrownBy(() -> FilmWriter.open(directory.resolve("none/film.mp4"), SMALL, RATE, TAGS))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE_FAILED));
    }

    @Test
    void misuseIsRefused() {
        Path out = directory.resolve("film.mp4");
        try (FilmWriter writer = FilmWriter.open(out, SMALL, RATE, TAGS)) {
            assertThatIllegalArgumentException().isThrownBy(() -> writer.accept(Frame.allocate(128, 128)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.sound(Pcm.silence(Duration.ofSeconds(1), SampleRate.HZ_16000)));
            assertThatIllegalStateException().isThrownBy(writer::finish).withMessageContaining("frame");
            writer.accept(TestPictures.plain(SMALL, 0));
            writer.finish();
            assertThatIllegalStateException().isThrownBy(() -> writer.accept(TestPictures.plain(SMALL, 0)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new FilmTags("Ada", " ", Language.ENGLISH));
    }

    @Test
    void withoutAnEncoderTheReasonIsSaid() {
        assertThatThrownBy(() -> FilmWriter.open(directory.resolve("film.mp4"), SMALL, RATE, TAGS, List.of()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENCODER_FAILED));
    }

    private static FilmSummary write(
            Path out, FilmFormat format, int frames, boolean soundFirst, List<H264Encoder> encoders) {
        float[] hum = new float[frames * RATE.hertz() / 25];
        for (int i = 0; i < hum.length; i++) {
            hum[i] = (float) (0.3 * Math.sin(2 * Math.PI * 220 * i / RATE.hertz()));
        }
        Pcm sound = new Pcm(hum, RATE);
        try (FilmWriter writer = FilmWriter.open(out, format, RATE, TAGS, encoders)) {
            if (soundFirst) {
                writer.sound(sound);
            }
            for (int i = 0; i < frames; i++) {
                writer.accept(TestPictures.face(format, i));
                if (!soundFirst) {
                    int start = (int) ((long) hum.length * i / frames);
                    writer.sound(sound.slice(start, (int) ((long) hum.length * (i + 1) / frames)));
                }
            }
            return writer.finish();
        }
    }

    private static double firstClick(float[] sound, int from) {
        for (int i = from; i < sound.length; i++) {
            if (Math.abs(sound[i]) > 0.3) {
                return i / 48_000.0;
            }
        }
        throw new AssertionError("No click after " + from / 48_000.0 + " s");
    }

    private static double psnr(byte[] a, byte[] b) {
        double error = 0;
        for (int i = 0; i < a.length; i++) {
            error += Math.pow((a[i] & 255) - (b[i] & 255), 2);
        }
        return 10 * Math.log10(255 * 255 / (error / a.length + 1e-9));
    }
}
