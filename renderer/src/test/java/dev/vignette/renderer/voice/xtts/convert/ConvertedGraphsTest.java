package dev.vignette.renderer.voice.xtts.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.checkpoint.CheckpointWriter;
import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.voice.xtts.XttsVectors;
import dev.vignette.renderer.voice.xtts.network.Transformer;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Converted networks against the same layers in plain loops. */
class ConvertedGraphsTest {
    private static final int HEADS = 4;

    @TempDir
    private static Path directory;

    private static OnnxRuntimeEngine engine;
    private static ReferenceLayers layers;
    private static ReferenceXtts reference;

    @BeforeAll
    static void convert() {
        new XttsStandIn().write(directory, StandIn.Size.MINI, 5);
        engine = OnnxRuntimeEngine.cpu();
        layers = new ReferenceLayers(directory.resolve("model.pth"));
        reference = new ReferenceXtts(layers, HEADS);
    }

    @AfterAll
    static void close() {
        layers.close();
        engine.close();
    }

    private static float[] drawn(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void close(float[] found, double[] wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        double scale = Math.sqrt(Arrays.stream(wanted).map(v -> v * v).average().orElseThrow());
        assertThat(scale).isGreaterThan(1e-3);
        for (int i = 0; i < wanted.length; i++) {
            assertThat((double) found[i]).as("number " + i).isCloseTo(wanted[i], within(2e-4 * Math.max(scale, 1e-2)));
        }
    }

    private float[] run(XttsFile file, Map<String, float[]> inputs, Map<String, long[]> shapes, String output) {
        try (Network network = engine.open(file.in(directory.resolve(XttsFile.DIRECTORY)), file.name());
                TensorScope scope = engine.scope()) {
            assertThat(network.standIn()).isTrue();
            Map<String, Tensor> tensors = new HashMap<>();
            inputs.forEach((name, values) -> tensors.put(name, scope.floats(values, shapes.get(name))));
            Tensor tensor = network.run(scope, tensors, Set.of(output)).get(output);
            float[] values = new float[Math.toIntExact(tensor.size())];
            tensor.floats().get(0, values);
            return values;
        }
    }

    @Test
    void theConditioningEncoderAndThePerceiver() {
        float[] mel = drawn(80 * 45, 1);
        float[] found = run(
                XttsFile.CONDITIONING,
                Map.of("mel_spectrogram", mel),
                Map.of("mel_spectrogram", new long[] {1, 80, 45}),
                "cond_latents");
        close(found, ReferenceLayers.flat(reference.conditioning(ReferenceLayers.rows(mel, 45))));
    }

    @Test
    void theSpeakerEncoder() {
        float[] mel = drawn(64 * 43, 2);
        float[] found = run(
                XttsFile.SPEAKER,
                Map.of("mel_spec", mel),
                Map.of("mel_spec", new long[] {1, 64, 43}),
                "speaker_embedding");
        close(found, new ReferenceSpeaker(layers).vector(ReferenceLayers.rows(mel, 43)));
        assertThat(Arrays.stream(new ReferenceSpeaker(layers).vector(ReferenceLayers.rows(mel, 43)))
                        .map(v -> v * v)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void theVocoder() {
        int width = layers.sizes().width();
        float[] frames = drawn(11 * width, 3);
        float[] speaker = drawn(layers.sizes().voiceWidth(), 4);
        float[] found = run(
                XttsFile.VOCODER,
                Map.of("frames", frames, "speaker_embedding", speaker),
                Map.of("frames", new long[] {1, 11, width}, "speaker_embedding", new long[] {1, speaker.length, 1}),
                "audio");
        assertThat(found).hasSize(11 * 256);
        close(found, reference.waveform(ReferenceLayers.rows(frames, width), ReferenceLayers.rows(speaker, 1)));
    }

    /** The loops themselves: a weight-normed transposed convolution against one of PyTorch's. */
    @Test
    void theLoopsLengthenAsPyTorchDoes() {
        JsonNode vectors = XttsVectors.read("transposed_convolution");
        double[][] x = matrix(vectors.path("x").path(0));
        double[][] wanted = matrix(vectors.path("y").path(0));
        float[] weight = numbers(vectors.path("w"));
        float[] bias = numbers(vectors.path("b"));
        double[][] found = ReferenceLayers.lengthen(x, weight, bias, 2, 4, 2);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).containsExactly(wanted[i], within(1e-5));
        }
        assertThat(ReferenceLayers.normed(numbers(vectors.path("g")), numbers(vectors.path("v"))))
                .containsExactly(weight, within(1e-6f));
    }

    private static double[][] matrix(JsonNode rows) {
        return rows.valueStream().map(XttsVectors::doubles).toArray(double[][]::new);
    }

    private static float[] numbers(JsonNode node) {
        return XttsVectors.floats(node.isArray() && !node.path(0).isNumber() ? flat(node) : node);
    }

    private static JsonNode flat(JsonNode node) {
        ArrayNode numbers = JsonMapper.shared().createArrayNode();
        node.forEach(child -> {
            if (child.isNumber()) {
                numbers.add(child);
            } else {
                flat(child).forEach(numbers::add);
            }
        });
        return numbers;
    }

    /** A prompt and three steps with the cache are what one pass over all of it gives. */
    @ParameterizedTest
    @EnumSource(names = {"GPT", "GPT_ONNX_RUNTIME"})
    void theTransformerWithItsCache(XttsFile file) {
        int width = layers.sizes().width();
        float[] all = drawn(20 * width, 6);
        double[][] hidden = reference.hidden(ReferenceLayers.rows(all, width));
        double[][] logits = reference.logits(hidden);
        try (XttsNetworks networks =
                        XttsNetworks.open(engine, engine, directory.resolve(XttsFile.DIRECTORY), directory);
                Transformer transformer = networks.transformer(file);
                Transformer.Run run = transformer.begin()) {
            float[] scores = new float[layers.sizes().audioTokens()];
            float[] vector = new float[width];
            run.extend(Arrays.copyOf(all, 17 * width), scores, vector);
            for (int position = 16; position < 20; position++) {
                close(vector, hidden[position]);
                close(scores, logits[position]);
                if (position < 19) {
                    run.extend(Arrays.copyOfRange(all, (position + 1) * width, (position + 2) * width), scores, vector);
                }
            }
        }
    }

    @Test
    void thePromptHasItsPlaces() throws IOException {
        float[] text = layers.w("gpt.text_embedding.weight");
        float[] places = layers.w("gpt.text_pos_embedding.emb.weight");
        float[] audio = layers.w("gpt.mel_embedding.weight");
        float[] audioPlaces = layers.w("gpt.mel_pos_embedding.emb.weight");
        int width = layers.sizes().width();
        try (XttsNetworks networks =
                XttsNetworks.open(engine, engine, directory.resolve(XttsFile.DIRECTORY), directory)) {
            float[] latents = drawn(32 * width, 7);
            float[] prompt = networks.embeddings().prompt(latents, new int[] {261, 259, 14, 0}, 1024);
            assertThat(prompt).hasSize((32 + 4 + 1) * width).startsWith(latents);
            assertThat(prompt[34 * width + 3]).isEqualTo(text[14 * width + 3] + places[2 * width + 3]);
            assertThat(prompt[36 * width + 5]).isEqualTo(audio[1024 * width + 5] + audioPlaces[5]);
            assertThat(networks.embeddings().code(77, 9)[2])
                    .isEqualTo(audio[77 * width + 2] + audioPlaces[9 * width + 2]);
            assertThat(networks.embeddings().mostCodes()).isEqualTo(602);
        }
    }

    private static void refused(Path from, String because) {
        assertThatThrownBy(() ->
                        new XttsConversion().convert(from, Files.createTempDirectory(directory, "to"), new Listener()))
                .isInstanceOfSatisfying(
                        ModelStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(ModelStoreException.Reason.WRONG_CONTENT))
                .hasMessageContaining(because)
                .hasMessageEndingWith(".");
    }

    @Test
    void whatIsNotThePublishedCheckpointIsRefused() throws IOException {
        Path from = Files.createDirectory(directory.resolve("from"));
        refused(from, "There is no file");
        new CheckpointWriter()
                .tensor("gpt.text_embedding.weight", () -> new float[6], 2, 3)
                .write(from.resolve("model.pth"));
        refused(from, "has no tensor gpt.text_pos_embedding.emb.weight");
        Files.write(
                from.resolve("model.pth"), Arrays.copyOf(Files.readAllBytes(directory.resolve("model.pth")), 900_000));
        refused(from, "cut off");
        Files.copy(directory.resolve("model.pth"), from.resolve("model.pth"), StandardCopyOption.REPLACE_EXISTING);
        refused(from, "config.json");
        Files.writeString(from.resolve("config.json"), "{\"model_args\": {\"gpt_n_heads\": 5}}");
        refused(from, "does not belong");
        Files.writeString(from.resolve("config.json"), "{");
        refused(from, "config.json cannot be used");
        Files.copy(directory.resolve("config.json"), from.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
        refused(from, "vocab.json");
    }

    @Test
    void progressIsTold() throws IOException {
        Listener listener = new Listener();
        new XttsConversion().convert(directory, Files.createDirectory(directory.resolve("again")), listener);
        assertThat(listener.made)
                .contains("conditioning_encoder.onnx", "gpt_model.onnx", "embeddings/text_embedding.npy")
                .hasSize(9);
        assertThat(listener.last)
                .containsOnlyKeys(
                        "conditioning_encoder.onnx", "speaker_encoder.onnx", "gpt_model.onnx", "hifigan_vocoder.onnx");
        listener.last.forEach((name, share) -> assertThat(share).as(name).isEqualTo(1.0));
        for (XttsFile file : XttsFile.values()) {
            assertThat(file.in(directory.resolve("again")))
                    .hasSameBinaryContentAs(file.in(directory.resolve(XttsFile.DIRECTORY)));
        }
    }

    private static final class Listener implements Conversion.Progress {
        private final List<String> made = new ArrayList<>();
        private final Map<String, Double> last = new TreeMap<>();

        @Override
        public void at(String file, long done, long total) {
            last.put(file, done / (double) total);
        }

        @Override
        public void made(String file) {
            made.add(file);
        }
    }
}
