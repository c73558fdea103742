package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KaldiFilterbankTest {
    private static final double TOLERANCE = 5e-3;

    @Test
    void agreesWithTheGoldenValuesOfBothKinds() throws IOException {
        agree("variant_a", new KaldiFilterbank(8000, KaldiFilterbank.Edges.WHOLE), 48);
        agree("variant_b", new KaldiFilterbank(7600, KaldiFilterbank.Edges.MIRRORED), 50);
    }

    @Test
    void aScaleAddsAConstant() {
        var bank = new KaldiFilterbank(8000, KaldiFilterbank.Edges.WHOLE);
        float[] loud = signal();
        for (int i = 0; i < loud.length; i++) {
            loud[i] *= 32768;
        }
        assertThat(bank.of(loud)[0][4]).isCloseTo(bank.of(signal())[0][4] + 20.794415f, within((float) TOLERANCE));
    }

    @Test
    void whatIsTooShortHasNoFrames() {
        assertThat(new KaldiFilterbank(8000, KaldiFilterbank.Edges.WHOLE).of(new float[399]))
                .isEmpty();
        assertThat(new KaldiFilterbank(8000, KaldiFilterbank.Edges.MIRRORED).of(new float[0]))
                .isEmpty();
        assertThat(new KaldiFilterbank(8000, KaldiFilterbank.Edges.MIRRORED).of(new float[81]))
                .hasNumberOfRows(1);
    }

    private static void agree(String variant, KaldiFilterbank bank, int frames) throws IOException {
        String golden = golden(variant);
        float[][] bands = bank.of(signal());
        assertThat(bands).hasNumberOfRows(frames);
        close(bands[0], numbers(golden, "frame0"));
        close(bands[10], numbers(golden, "frame10"));
        double mean = Arrays.stream(bands)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (float band : row) {
                        sum += band;
                    }
                    return sum / row.length;
                })
                .average()
                .orElseThrow();
        Matcher wanted = Pattern.compile("\"mean\": (-?[\\d.]+)").matcher(golden);
        assertThat(wanted.find()).isTrue();
        assertThat(mean).isCloseTo(Double.parseDouble(wanted.group(1)), within(TOLERANCE));
    }

    private static void close(float[] bands, double[] golden) {
        assertThat(golden).hasSize(KaldiFilterbank.BANDS);
        for (int i = 0; i < golden.length; i++) {
            assertThat((double) bands[i]).as("band %d", i).isCloseTo(golden[i], within(TOLERANCE));
        }
    }

    private static String golden(String variant) throws IOException {
        try (InputStream in =
                KaldiFilterbankTest.class.getResourceAsStream("/vectors/voice-metrics/kaldi_fbank.json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return json.substring(json.indexOf('"' + variant));
        }
    }

    private static double[] numbers(String json, String name) {
        Matcher list = Pattern.compile('"' + name + "\": \\[([^]]*)]").matcher(json);
        assertThat(list.find()).isTrue();
        return Arrays.stream(list.group(1).split(","))
                .mapToDouble(number -> Double.parseDouble(number.strip()))
                .toArray();
    }

    private static float[] signal() {
        float[] samples = new float[8000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float)
                    (0.4 * Math.sin(2 * Math.PI * 150 * n / 16000) + 0.2 * Math.sin(2 * Math.PI * 1234 * n / 16000));
        }
        return samples;
    }
}
