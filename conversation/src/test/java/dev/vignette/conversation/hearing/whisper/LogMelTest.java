package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.conversation.hearing.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LogMelTest {
    private static final double TOLERANCE = 1e-5;
    private static final int FRAMES = LogMel.PUBLISHED_FRAMES;

    @ParameterizedTest
    @ValueSource(ints = {80, 128})
    void filtersAreThePublishedOnes(int bands) {
        JsonNode rows = Vectors.json("mel_filters_" + bands + ".json").get("rows");
        MelFilters filters = MelFilters.of(bands);
        for (int band = 0; band < bands; band++) {
            double[] weights = Vectors.doubles(rows.get(band).get("w"));
            assertThat(filters.first()[band])
                    .isEqualTo(rows.get(band).get("first").asInt());
            assertThat(filters.weights()[band]).hasSize(weights.length);
            for (int i = 0; i < weights.length; i++) {
                assertThat(filters.weights()[band][i]).isCloseTo(weights[i], within(1e-7));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"chirp,80", "chirp,128", "harmonics,80", "harmonics,128", "silence,80", "silence,128"})
    void featuresAgreeWithTheReference(String signal, int bands) {
        JsonNode golden = Vectors.json("logmel.json").get(signal);
        float[] features = new LogMel(bands, FRAMES).window(signal(signal));
        JsonNode expected = golden.get("mel" + bands);

        double sum = 0;
        double min = Double.MAX_VALUE;
        double max = -Double.MAX_VALUE;
        for (float feature : features) {
            sum += feature;
            min = Math.min(min, feature);
            max = Math.max(max, feature);
        }
        assertThat(min).isCloseTo(expected.get("min").asDouble(), within(TOLERANCE));
        assertThat(max).isCloseTo(expected.get("max").asDouble(), within(TOLERANCE));
        assertThat(sum / features.length).isCloseTo(expected.get("mean").asDouble(), within(TOLERANCE));
        double[] overTime = Vectors.doubles(expected.get("mel_sums_over_time"));
        for (int band = 0; band < bands; band++) {
            double bandSum = 0;
            for (int frame = 0; frame < FRAMES; frame++) {
                bandSum += features[band * FRAMES + frame];
            }
            assertThat(bandSum / FRAMES).isCloseTo(overTime[band] / FRAMES, within(TOLERANCE));
        }
        assertThat(expected.get("frames").propertyStream().count()).isEqualTo(16);
        expected.get("frames").properties().forEach(frame -> {
            double[] values = Vectors.doubles(frame.getValue());
            for (int band = 0; band < bands; band++) {
                assertThat(features[band * FRAMES + Integer.parseInt(frame.getKey())])
                        .as("band %d of frame %s", band, frame.getKey())
                        .isCloseTo((float) values[band], within((float) TOLERANCE));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 128})
    void everyFrameOfTheChirpAgrees(int bands) {
        float[] golden = Vectors.floats("chirp_logmel_" + bands + "x512.f32le");
        float[] features = new LogMel(bands, FRAMES).window(signal("chirp"));
        double worst = 0;
        for (int band = 0; band < bands; band++) {
            for (int frame = 0; frame < 512; frame++) {
                worst = Math.max(worst, Math.abs(golden[band * 512 + frame] - features[band * FRAMES + frame]));
            }
        }
        assertThat(worst).isLessThan(TOLERANCE);
    }

    @Test
    void aFullWindowHasNoPaddingLeft() {
        float[] noise = new float[FRAMES * LogMel.HOP];
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        float[] features = new LogMel(80, FRAMES).window(noise);
        for (int band = 1; band < 80; band++) {
            assertThat(features[band * FRAMES + FRAMES - 1]).isGreaterThan(0);
        }
        assertThat(features).doesNotContain(Float.NaN, Float.NEGATIVE_INFINITY);
    }

    @Test
    void anEmptySoundIsSilence() {
        assertThat(new LogMel(80, FRAMES).window(new float[0])).containsOnly(-1.5f);
    }

    private static float[] signal(String name) {
        float[] samples =
                new float[Vectors.json("logmel.json").get(name).get("samples").asInt()];
        for (int n = 0; n < samples.length; n++) {
            double t = n / 16_000.0;
            samples[n] = (float)
                    switch (name) {
                        case "chirp" -> 0.5 * Math.sin(2 * Math.PI * (100 * t + (7_000 - 100) * t * t / (2 * 5)));
                        case "harmonics" -> harmonics(t);
                        default -> 0;
                    };
        }
        return samples;
    }

    private static double harmonics(double t) {
        double sum = 0;
        for (int k = 1; k <= 20; k++) {
            sum += Math.sin(2 * Math.PI * 120 * k * t + 0.3 * k) / k;
        }
        return 0.1 * (0.5 - 0.5 * Math.cos(2 * Math.PI * 3 * t)) * sum;
    }
}
