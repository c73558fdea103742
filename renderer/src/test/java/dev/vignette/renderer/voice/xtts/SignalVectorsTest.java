package dev.vignette.renderer.voice.xtts;

import static dev.vignette.renderer.voice.xtts.XttsVectors.doubles;
import static dev.vignette.renderer.voice.xtts.XttsVectors.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.voice.xtts.network.XttsMetadata.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SignalVectorsTest {
    private static float[] signal(int rate) {
        float[] x = new float[rate / 2];
        for (int n = 0; n < x.length; n++) {
            double t = n / (double) rate;
            x[n] = (float) (0.5 * Math.sin(2 * Math.PI * 220 * t)
                    + 0.25 * Math.sin(2 * Math.PI * 1500 * t)
                    + 0.1 * Math.sin(2 * Math.PI * (300 * t + 400 * t * t)));
        }
        return x;
    }

    private static void close(double[] found, double[] wanted, double tolerance) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i])
                    .as("number " + i)
                    .isCloseTo(wanted[i], within(tolerance * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    @Test
    void spectraForTheConditioningEncoder() {
        JsonNode vectors = XttsVectors.read("conditioning_mel");
        MelSpectrum spectrum = MelSpectrum.conditioning(80);
        vectors.path("filterbank").path("row_nonzero_mels").properties().forEach(row -> {
            double[] weights =
                    doubles(vectors.path("filterbank").path("row_nonzero").path(row.getKey()));
            for (int i = 0; i < weights.length; i++) {
                int band = row.getValue().path(i).asInt();
                assertThat(spectrum.weight(band, Integer.parseInt(row.getKey())))
                        .isCloseTo(weights[i], within(1e-4 * weights[i] + 1e-9));
            }
        });
        float[] ones = new float[80];
        Arrays.fill(ones, 1);
        float[] mel = FrontEnds.conditioning(spectrum, signal(22_050), ones);
        int frames = vectors.path("frames").asInt();
        assertThat(mel).hasSize(80 * frames);
        vectors.path("log_mel_before_stats").properties().forEach(frame -> {
            double[] found = new double[80];
            for (int band = 0; band < 80; band++) {
                found[band] = mel[band * frames + Integer.parseInt(frame.getKey())];
            }
            // The quietest bands lie under the rounding of single-precision sound.
            close(found, doubles(frame.getValue()), 2e-4);
        });
        Arrays.fill(ones, 2);
        assertThat(FrontEnds.conditioning(spectrum, signal(22_050), ones)[100]).isCloseTo(mel[100] / 2, within(1e-6f));
    }

    @Test
    void spectraForTheSpeakerEncoder() {
        JsonNode vectors = XttsVectors.read("speaker_mel");
        float[] emphasised = FrontEnds.emphasised(signal(16_000));
        double[] first = new double[8];
        Arrays.setAll(first, i -> emphasised[i]);
        close(first, doubles(vectors.path("preemphasis_first8")), 1e-5);
        MelSpectrum spectrum = MelSpectrum.speaker();
        close(column(spectrum.powers(emphasised), 10), doubles(vectors.path("mel_power_frame10")), 1e-4);
        close(column(FrontEnds.logs(spectrum.powers(emphasised)), 10), doubles(vectors.path("log_frame10")), 1e-4);
        float[] mel = FrontEnds.speaker(spectrum, signal(16_000));
        int frames = vectors.path("frames").asInt();
        assertThat(mel).hasSize(64 * frames);
        for (String name : List.of("0", "10", "last")) {
            int frame = name.equals("last") ? frames - 1 : Integer.parseInt(name);
            double[] found = new double[64];
            for (int band = 0; band < 64; band++) {
                found[band] = mel[band * frames + frame];
            }
            close(found, doubles(vectors.path("instance_norm_frame" + (name.equals("last") ? "_last" : name))), 1e-3);
        }
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    @Test
    void vectorsArePutCloserInTime() {
        JsonNode vectors = XttsVectors.read("latent_interpolation");
        List<float[]> source = new ArrayList<>();
        for (float value : floats(vectors.path("input"))) {
            source.add(new float[] {value});
        }
        Stretch four = new Stretch(4);
        List<float[]> quadrupled = four.add(source, true);
        close(flat(quadrupled), doubles(vectors.path("after_x4")), 1e-6);
        List<float[]> stretched = new Stretch(24_000.0 / 22_050).add(quadrupled, true);
        close(flat(stretched), doubles(vectors.path("after_x1.0884353741496598")), 1e-6);
        vectors.path("frames_for_n_latents")
                .properties()
                .forEach(entry -> assertThat(
                                Stretch.length(Stretch.length(Integer.parseInt(entry.getKey()), 4), 24_000.0 / 22_050))
                        .isEqualTo(entry.getValue().asInt()));
    }

    @Test
    void whatComesPieceByPieceIsPlacedAsTheWhole() {
        SplittableRandom random = new SplittableRandom(2);
        for (double scale : new double[] {4, 24_000.0 / 22_050, 1 / 1.3, 0.7}) {
            List<float[]> source = new ArrayList<>();
            for (int i = 0; i < 57; i++) {
                source.add(new float[] {(float) random.nextDouble()});
            }
            double[] whole = flat(new Stretch(scale).add(source, true));
            Stretch stretch = new Stretch(scale);
            List<float[]> pieces = new ArrayList<>();
            for (int from = 0; from < source.size(); from += 5) {
                pieces.addAll(stretch.add(source.subList(from, Math.min(source.size(), from + 5)), false));
            }
            pieces.addAll(stretch.add(List.of(), true));
            assertThat(flat(pieces)).isEqualTo(whole);
        }
    }

    private static double[] flat(List<float[]> vectors) {
        return vectors.stream().mapToDouble(vector -> vector[0]).toArray();
    }

    @Test
    void codesAreDrawnFromTheLikely() {
        JsonNode vectors = XttsVectors.read("sampling_chain");
        int[] seen = vectors.path("ids_already_in_sequence")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .toArray();
        Sampling sampling = new Sampling(0.75, 5, 0.85, 5);
        float[] logits = floats(vectors.path("logits"));
        CodeSampler sampler = new CodeSampler(sampling, new SplittableRandom(1), seen);
        double[] penalised = sampler.penalised(logits);
        close(penalised, doubles(vectors.path("after_repetition_penalty")), 1e-6);
        double[] wanted = doubles(vectors.path("probabilities"));
        close(sampler.probabilities(penalised), wanted, 1e-6);
        int[] drawn = new int[8];
        for (int i = 0; i < 4_000; i++) {
            drawn[new CodeSampler(sampling, new SplittableRandom(i), seen).draw(logits, -1)]++;
        }
        for (int i = 0; i < 8; i++) {
            assertThat(drawn[i] / 4_000.0).isCloseTo(wanted[i], within(0.03));
        }
        assertThat(new CodeSampler(sampling, new SplittableRandom(1), seen).draw(logits, 6))
                .isIn(0, 4);
    }

    @Test
    void seamsAreFaded() {
        JsonNode vectors = XttsVectors.read("stream_crossfade");
        int overlap = vectors.path("overlap").asInt();
        Seams seams = new Seams(overlap);
        int before = 0;
        for (int i = 0; i < vectors.path("cumulative_decodes").size(); i++) {
            float[] all = floats(vectors.path("cumulative_decodes").path(i));
            float[] piece = Arrays.copyOfRange(all, Math.max(0, before - overlap), all.length);
            float[] given = seams.add(piece);
            float[] wanted = floats(vectors.path("emitted_chunks").path(i));
            assertThat(given).hasSameSizeAs(wanted);
            for (int k = 0; k < given.length; k++) {
                assertThat(given[k]).isCloseTo(wanted[k], within(1e-5f));
            }
            before = all.length;
        }
        assertThat(seams.finish()).containsExactly(26, 27, 28, 29);
    }
}
