package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.FiniteNetwork;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.DeviceEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A converted model in an engine: the transformer and the vocoder stay open, the two encoders are opened when a sample is looked
 * at. Safe to use from several threads.
 */
public final class XttsNetworks implements AutoCloseable {
    private final Engine engine;
    private final Engine once;
    private final Path directory;
    private final XttsMetadata metadata;
    private final Embeddings embeddings;
    private final Npy melStats;
    private final Transformer transformer;
    private final Vocoder vocoder;

    private XttsNetworks(
            Engine engine,
            Engine once,
            Path directory,
            XttsMetadata metadata,
            Embeddings embeddings,
            Npy melStats,
            Transformer transformer,
            Vocoder vocoder) {
        this.engine = engine;
        this.once = once;
        this.directory = directory;
        this.metadata = metadata;
        this.embeddings = embeddings;
        this.melStats = melStats;
        this.transformer = transformer;
        this.vocoder = vocoder;
    }

    /**
     * @param engine runs what is run for every code
     * @param once runs what is run once for a person, with lengths that are not fixed; may be the same
     * @param directory that {@code vignette models convert} has written
     * @param cache a directory for what engines that record runs have made of it once: 0.8 GB
     * @throws InferenceException if a file is missing, damaged or of another kind
     */
    public static XttsNetworks open(Engine engine, Engine once, Path directory, Path cache) {
        XttsMetadata metadata = XttsMetadata.read(directory);
        Embeddings embeddings = Embeddings.read(directory, metadata);
        Npy melStats = Npy.read(XttsFile.MEL_STATS.in(directory));
        if (melStats.rows() != metadata.melBands()) {
            throw new InferenceException("The file " + XttsFile.MEL_STATS.in(directory)
                    + " has another size than the networks. Convert the model again: vignette models convert xtts");
        }
        Transformer transformer;
        if (engine instanceof DeviceEngine device) {
            PlacedGraphs graphs =
                    PlacedGraphs.of(directory, metadata, embeddings, cache, ElementType.FLOAT16, PlacedGraphs.ROWS);
            transformer = new RecordedTransformer(device, graphs, metadata, embeddings.codes());
        } else {
            XttsFile gpt = engine.name().startsWith("onnxruntime") ? XttsFile.GPT_ONNX_RUNTIME : XttsFile.GPT;
            transformer = growing(engine, directory, metadata, embeddings, gpt);
        }
        try {
            Vocoder vocoder = new Vocoder(engine, XttsFile.VOCODER.in(directory), metadata);
            return new XttsNetworks(engine, once, directory, metadata, embeddings, melStats, transformer, vocoder);
        } catch (RuntimeException e) {
            transformer.close();
            throw e;
        }
    }

    private static Transformer growing(
            Engine engine, Path directory, XttsMetadata metadata, Embeddings embeddings, XttsFile file) {
        return new GrowingTransformer(engine, file.in(directory), metadata, embeddings.codes());
    }

    /** The growing transformer from one of its two files, beside the one that is open; the one who opened it closes it. */
    public Transformer transformer(XttsFile file) {
        return growing(engine, directory, metadata, embeddings, file);
    }

    public XttsMetadata metadata() {
        return metadata;
    }

    public Embeddings embeddings() {
        return embeddings;
    }

    public Transformer transformer() {
        return transformer;
    }

    public Vocoder vocoder() {
        return vocoder;
    }

    /** What the conditioning spectra are divided by, band for band. */
    public float[] melStats() {
        float[] stats = new float[melStats.rows()];
        melStats.values().get(0, stats);
        return stats;
    }

    /** Whether any of the networks has made-up weights. */
    public boolean standIn() {
        return metadata.standIn() || transformer.standIn() || vocoder.standIn();
    }

    /** Opens the two encoders; the one who opened them closes them. */
    public Encoders encoders() {
        return new Encoders();
    }

    /** What looks at a person's sample. */
    public final class Encoders implements AutoCloseable {
        private final Network conditioning;
        private final Network speaker;

        private Encoders() {
            conditioning = open(
                    XttsFile.CONDITIONING,
                    "XTTS conditioning encoder",
                    TensorSpec.of("mel_spectrogram", ElementType.FLOAT32, 1, metadata.melBands(), -1),
                    TensorSpec.of("cond_latents", ElementType.FLOAT32, 1, metadata.latents(), metadata.width()));
            try {
                speaker = open(
                        XttsFile.SPEAKER,
                        "XTTS speaker encoder",
                        TensorSpec.of("mel_spec", ElementType.FLOAT32, 1, 64, -1),
                        TensorSpec.of("speaker_embedding", ElementType.FLOAT32, 1, metadata.voiceWidth()));
            } catch (RuntimeException e) {
                conditioning.close();
                throw e;
            }
        }

        private Network open(XttsFile file, String title, TensorSpec in, TensorSpec out) {
            NetworkContract contract = new NetworkContract(title, List.of(in), List.of(out));
            return new FiniteNetwork(once.open(file.in(directory), contract), title);
        }

        /** @param mel bands × frames, row by row; gives latents × width */
        public float[] latents(float[] mel) {
            return run(conditioning, "mel_spectrogram", metadata.melBands(), mel, "cond_latents");
        }

        /** @param mel 64 bands × frames, row by row; gives a vector of length one */
        public float[] speaker(float[] mel) {
            return run(speaker, "mel_spec", 64, mel, "speaker_embedding");
        }

        private float[] run(Network network, String input, int bands, float[] mel, String output) {
            try (TensorScope scope = once.scope()) {
                Map<String, Tensor> made = network.run(
                        scope, Map.of(input, scope.floats(mel, 1, bands, mel.length / bands)), Set.of(output));
                Tensor tensor = Objects.requireNonNull(made.get(output), output);
                float[] values = new float[Math.toIntExact(tensor.size())];
                tensor.floats().get(0, values);
                return values;
            }
        }

        @Override
        public void close() {
            conditioning.close();
            speaker.close();
        }
    }

    @Override
    public void close() {
        transformer.close();
        vocoder.close();
    }
}
