package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.SampleRate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class YinTest {
    private static final int RATE = 16_000;

    @Test
    void agreesWithTheGoldenValues() throws IOException {
        String json;
        try (InputStream in = YinTest.class.getResourceAsStream("/vectors/voice-metrics/yin.json")) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Yin yin = new Yin(60, 400, 0.15);
        assertThat(yin.window(RATE)).isEqualTo(534);
        Matcher cases = Pattern.compile(
                        "\"true_f0\": ([\\d.]+),\\s+\"yin_f0\": ([\\d.]+),\\s+\"aperiodicity\": ([\\d.e-]+)")
                .matcher(json);
        int count = 0;
        while (cases.find()) {
            double trueF0 = Double.parseDouble(cases.group(1));
            double golden = Double.parseDouble(cases.group(2));
            Yin.Estimate estimate = yin.estimate(Tones.golden(trueF0, RATE, yin.span(RATE)), 0, RATE);
            assertThat(estimate.hertz()).isCloseTo(golden, within(0.005 * golden));
            assertThat(estimate.aperiodicity()).isCloseTo(Double.parseDouble(cases.group(3)), within(1e-3));
            count++;
        }
        assertThat(count).isEqualTo(5);
    }

    @Test
    void findsNoPitchInNoiseOrSilence() {
        Yin yin = new Yin(60, 400, 0.15);
        float[] noise = Tones.noise(1, SampleRate.HZ_16000).samples();
        assertThat(yin.estimate(noise, 0, RATE).voiced()).isFalse();
        assertThat(yin.estimate(new float[yin.span(RATE)], 0, RATE).voiced()).isFalse();
    }
}
