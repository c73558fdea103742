package dev.vignette.renderer.voice.xtts.convert;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.checkpoint.CheckpointException;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.renderer.voice.xtts.network.Npy;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Turns XTTS-v2's checkpoint into four networks and five tables: {@code vignette models convert xtts}. All in single precision, as
 * it was published. Takes as long as reading and writing 1.9 GB; one weight is held at a time.
 */
public final class XttsConversion implements Conversion {
    private static final int OPSET = 20;
    private static final int IR_VERSION = 9;

    @Override
    public String model() {
        return "xtts-v2";
    }

    @Override
    public String directory() {
        return XttsFile.DIRECTORY;
    }

    @Override
    public void convert(Path from, Path to, Progress progress) throws IOException {
        try (XttsWeights weights = XttsWeights.open(from.resolve("model.pth"))) {
            XttsConfiguration configuration = XttsConfiguration.read(from.resolve("config.json"), weights.sizes());
            Path vocabulary = from.resolve("vocab.json");
            if (!Files.isRegularFile(vocabulary)) {
                throw wrong(
                        "There is no " + vocabulary + ". Put it beside model.pth, where coqui/XTTS-v2 has it.", null);
            }
            new Run(weights, configuration, to, progress).all();
            Files.copy(vocabulary, XttsFile.VOCABULARY.in(to));
        } catch (CheckpointException e) {
            throw wrong(Objects.requireNonNullElse(e.getMessage(), "The checkpoint cannot be read."), e);
        } catch (InferenceException e) {
            throw new ModelStoreException(
                    ModelStoreException.Reason.STORAGE,
                    Objects.requireNonNullElse(e.getMessage(), "The networks cannot be written."),
                    e);
        }
    }

    private static ModelStoreException wrong(String message, @Nullable Throwable cause) {
        return new ModelStoreException(ModelStoreException.Reason.WRONG_CONTENT, message, cause);
    }

    /** One conversion. */
    private static final class Run {
        private final XttsWeights weights;
        private final XttsSizes sizes;
        private final XttsConfiguration configuration;
        private final Path to;
        private final Progress progress;
        private final CRC32C sum = new CRC32C();

        Run(XttsWeights weights, XttsConfiguration configuration, Path to, Progress progress) {
            this.weights = weights;
            this.sizes = weights.sizes();
            this.configuration = configuration;
            this.to = to;
            this.progress = progress;
        }

        void all() throws IOException {
            Dimension one = Dimension.of(1);
            network(XttsFile.CONDITIONING, layers -> {
                String mel =
                        input(layers, "mel_spectrogram", one, Dimension.of(sizes.melBands()), Dimension.named("time"));
                ConditioningGraph.write(layers, configuration.heads(), mel, "cond_latents");
                output(layers, "cond_latents", one, Dimension.of(sizes.latents()), Dimension.of(sizes.width()));
            });
            network(XttsFile.SPEAKER, layers -> {
                String mel =
                        input(layers, "mel_spec", one, Dimension.of(XttsSizes.SPEAKER_BANDS), Dimension.named("time"));
                SpeakerGraph.write(layers, mel, "speaker_embedding");
                output(layers, "speaker_embedding", one, Dimension.of(sizes.voiceWidth()));
            });
            network(XttsFile.VOCODER, layers -> {
                String frames = input(layers, "frames", one, Dimension.named("frames"), Dimension.of(sizes.width()));
                String voice = input(layers, "speaker_embedding", one, Dimension.of(sizes.voiceWidth()), one);
                VocoderGraph.write(layers, frames, voice, "audio");
                output(layers, "audio", one, Dimension.named("samples"));
            });
            network(XttsFile.GPT, layers -> {
                transformer(new StandardGptGraph(layers, configuration.heads()));
                GraphLayers again = layers.sharing(graph(XttsFile.GPT_ONNX_RUNTIME));
                transformer(new OnnxRuntimeGptGraph(again, configuration.heads()));
                new OnnxFile(again.graph().model()).write(XttsFile.GPT_ONNX_RUNTIME.in(to));
            });
            table(XttsFile.TEXT, "gpt.text_embedding.weight");
            table(XttsFile.TEXT_POSITIONS, "gpt.text_pos_embedding.emb.weight");
            table(XttsFile.AUDIO, "gpt.mel_embedding.weight");
            table(XttsFile.AUDIO_POSITIONS, "gpt.mel_pos_embedding.emb.weight");
            table(XttsFile.MEL_STATS, "mel_stats");
            metadata().write(to);
        }

        private void transformer(GptGraph gpt) {
            Dimension one = Dimension.of(1);
            String embeds =
                    input(gpt.layers(), "inputs_embeds", one, Dimension.named("new"), Dimension.of(sizes.width()));
            gpt.write(embeds, "logits", "hidden");
            output(gpt.layers(), "logits", one, Dimension.of(sizes.audioTokens()));
            output(gpt.layers(), "hidden", one, Dimension.of(sizes.width()));
        }

        private static String input(GraphLayers layers, String name, Dimension... dimensions) {
            return layers.graph().input(name, ElementType.FLOAT32, dimensions);
        }

        private static void output(GraphLayers layers, String name, Dimension... dimensions) {
            layers.graph().output(name, ElementType.FLOAT32, dimensions);
        }

        private void network(XttsFile file, Consumer<GraphLayers> body) throws IOException {
            Path model = file.in(to);
            String name = String.valueOf(model.getFileName());
            GraphBuilder graph = graph(file);
            long total = bytes(file);
            long[] done = {0};
            LongConsumer written = numbers -> {
                done[0] += 4 * numbers;
                progress.at(name, Math.min(done[0], total), total);
            };
            try (WeightsFile beside = WeightsFile.create(to.resolve(name + "_data"))) {
                body.accept(new GraphLayers(graph, beside, weights, written));
            }
            new OnnxFile(graph.model()).write(model);
            progress.made(name);
        }

        private GraphBuilder graph(XttsFile file) {
            GraphBuilder graph = GraphBuilder.named("XTTS-v2 " + file.in(to).getFileName())
                    .opset(OPSET)
                    .irVersion(IR_VERSION);
            return weights.standIn() ? graph.standIn() : graph;
        }

        /** What a network's weights take, but for the gains of normed layers, which go up in the rest. */
        private long bytes(XttsFile file) {
            return 4
                    * XttsLayout.of(sizes).entrySet().stream()
                            .filter(entry -> ownerOf(entry.getKey()) == file
                                    && !entry.getKey().endsWith("original0"))
                            .mapToLong(entry -> Arrays.stream(entry.getValue()).reduce(1, (a, b) -> a * b))
                            .sum();
        }

        private static @Nullable XttsFile ownerOf(String tensor) {
            if (tensor.startsWith(XttsLayout.ENCODER) || tensor.startsWith(XttsLayout.PERCEIVER)) {
                return XttsFile.CONDITIONING;
            }
            if (tensor.startsWith(XttsLayout.SPEAKER)) {
                return XttsFile.SPEAKER;
            }
            if (tensor.startsWith(XttsLayout.VOCODER)) {
                return XttsFile.VOCODER;
            }
            boolean network = tensor.startsWith(XttsLayout.GPT) || tensor.matches("gpt\\.(final_norm|mel_head)\\..*");
            return network ? XttsFile.GPT : null;
        }

        private void table(XttsFile file, String tensor) throws IOException {
            Path place = file.in(to);
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            float[] values = weights.floats(tensor);
            long[] shape = weights.shape(tensor);
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
            bytes.asFloatBuffer().put(values);
            sum.update(bytes);
            Npy.write(place, values, Math.toIntExact(shape[0]), shape.length == 1 ? 1 : Math.toIntExact(shape[1]));
            progress.made(String.valueOf(to.relativize(place)));
        }

        private XttsMetadata metadata() {
            return new XttsMetadata(
                    XttsMetadata.FORMAT,
                    weights.standIn(),
                    "%08x".formatted(sum.getValue()),
                    sizes.layers(),
                    configuration.heads(),
                    sizes.width(),
                    sizes.latents(),
                    sizes.voiceWidth(),
                    sizes.melBands(),
                    configuration.startAudio(),
                    configuration.stopAudio(),
                    configuration.sampling(),
                    configuration.conditioningSeconds(),
                    configuration.chunkSeconds());
        }
    }
}
