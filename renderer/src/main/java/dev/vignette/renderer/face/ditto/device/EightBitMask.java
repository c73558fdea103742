package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.calibration.Quantization;
import dev.vignette.inference.calibration.Quantizer;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.EightBit;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what of the mask's network is computed with eight bits, by what becomes of the finished frame: its errors move what is seen. Runs on
 * the processor, for half a minute; the choice is written to a file beside the edited networks and read from then on. For one thread.
 *
 * <p>The other networks stay as they are: TensorRT has no kernels of eight bits for the hourglass's volumes, in the decoder they are slower for
 * what modulates, and what they are faster for costs too much ({@code docs/measurements/face-tensorrt.md}).
 */
final class EightBitMask {
    private static final Logger LOG = LoggerFactory.getLogger(EightBitMask.class);

    /** Products for each number that a convolution makes: of fewer, kernels of eight bits take longer than of half precision (H200). */
    private static final long LONG_SUM = 2500;

    private static final int LAYER = WarpParts.SIDE * WarpParts.SIDE;

    private final FramePrecision precision;
    private final EightBit type;
    private final Supplier<WarpParts> warp;
    private final Supplier<DecoderParts> decoder;
    private final Supplier<List<FaceExample>> examples;
    private final Path directory;
    private final Predicate<Convolution> eligible;
    private @Nullable Quantization known;
    private @Nullable List<FaceExample> made;

    /**
     * @param precision one with eight bits
     * @param decoder makes the frames that are compared
     * @param examples asked for once, if there is something to choose
     * @param directory for the choice
     */
    EightBitMask(
            FramePrecision precision,
            Supplier<WarpParts> warp,
            Supplier<DecoderParts> decoder,
            Supplier<List<FaceExample>> examples,
            Path directory) {
        this(precision, warp, decoder, examples, directory, EightBitMask::faster);
    }

    /** @param eligible what may be chosen */
    EightBitMask(
            FramePrecision precision,
            Supplier<WarpParts> warp,
            Supplier<DecoderParts> decoder,
            Supplier<List<FaceExample>> examples,
            Path directory,
            Predicate<Convolution> eligible) {
        this.precision = precision;
        this.type = precision.bits().orElseThrow();
        this.warp = warp;
        this.decoder = decoder;
        this.examples = examples;
        this.directory = directory;
        this.eligible = eligible;
    }

    private static boolean faster(Convolution one) {
        return one.productsEach() / one.outputs() >= LONG_SUM;
    }

    /** @param part {@link WarpParts#mask}, for any number of frames */
    OnnxFile rounded(OnnxFile part) {
        Quantization choice = known;
        if (choice == null) {
            choice = readOrMade();
            known = choice;
        }
        return choice.apply(part);
    }

    private Quantization readOrMade() {
        Path file = directory.resolve("mask-" + precision.toString().replace(':', '-') + ".json");
        if (Files.exists(file)) {
            return Quantization.read(file);
        }
        LOG.info("Ditto's mask: trying which convolutions can be computed as {}, once, for half a minute.", type);
        try (OnnxRuntimeEngine engine = OnnxRuntimeEngine.cpuAsWritten()) {
            Quantization chosen = choose(engine);
            chosen.write(file);
            LOG.info(String.format(
                    Locale.ROOT,
                    "Ditto's mask: %d convolutions, %.0f %% of its products, are computed as %s; rounding leaves frames %.1f dB.",
                    chosen.ranges().size(),
                    100 * chosen.share(),
                    chosen.type(),
                    chosen.decibels()));
            return chosen;
        }
    }

    private List<FaceExample> examples() {
        List<FaceExample> known = made;
        if (known == null) {
            known = List.copyOf(examples.get());
            made = known;
        }
        return known;
    }

    private Quantization choose(OnnxRuntimeEngine engine) {
        try (Chain chain = new Chain(engine)) {
            List<Map<String, float[]>> moved =
                    examples().stream().map(chain::hourglass).toList();
            int places = WarpParts.DEPTH * LAYER;
            int channels = warp.get().hidden();
            List<Map<String, float[]>> inputs = moved.stream()
                    .map(one -> ChannelsLast.rows(output(one, WarpParts.HIDDEN), places, channels))
                    .map(rows -> Map.of(WarpParts.HIDDEN, ChannelsLast.planes(rows, LAYER, channels)))
                    .toList();
            Quantizer quantizer = new Quantizer(
                    engine,
                    warp.get().mask(1),
                    type,
                    eligible,
                    inputs,
                    (which, outputs) -> chain.frame(chain.feature(
                            examples().get(which),
                            output(outputs, WarpParts.MASK),
                            output(moved.get(which), WarpParts.OCCLUSION))),
                    directory);
            return quantizer.choose(
                    quantizer.losses((loss, number, of) ->
                            LOG.debug("{} of {}: {} dB with {}", number, of, loss.decibels(), loss.convolutions())),
                    precision.leastDecibels());
        }
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        float[] numbers = outputs.get(name);
        if (numbers == null) {
            throw new InferenceException("The networks of Ditto do not give " + name + ". Pull them again.");
        }
        return numbers;
    }

    /** The way from a face to its frame, exactly, on the processor. Parts are opened when they are needed. */
    private final class Chain implements AutoCloseable {
        private final OnnxRuntimeEngine engine;
        private final Map<String, Network> open = new HashMap<>();

        Chain(OnnxRuntimeEngine engine) {
            this.engine = engine;
        }

        private Network part(String name, Supplier<OnnxFile> part) {
            return open.computeIfAbsent(name, one -> {
                Path file = directory.resolve("exact-" + name + ".onnx");
                part.get().write(file);
                return engine.open(file, "Ditto " + name);
            });
        }

        Map<String, float[]> run(Network network, Map<String, float[]> inputs) {
            try (TensorScope scope = engine.scope()) {
                Map<String, Tensor> tensors = new HashMap<>();
                for (TensorSpec spec : network.signature().inputs()) {
                    tensors.put(spec.name(), scope.floats(output(inputs, spec.name()), spec.shape()));
                }
                Map<String, float[]> outputs = new HashMap<>();
                Set<String> wanted = new LinkedHashSet<>();
                network.signature().outputs().forEach(spec -> wanted.add(spec.name()));
                network.run(scope, tensors, wanted).forEach((name, tensor) -> {
                    float[] numbers = new float[Math.toIntExact(tensor.size())];
                    tensor.floats().get(numbers);
                    outputs.put(name, numbers);
                });
                return outputs;
            }
        }

        Map<String, float[]> hourglass(FaceExample face) {
            WarpParts parts = warp.get();
            Network source = part("source", parts::source);
            float[] compressed = output(run(source, Map.of("feature_3d", face.appearance())), WarpParts.COMPRESSED);
            float[] rows = DenseMotion.sparse(compressed, parts.compressed(), face.from(), face.to());
            float[] sparse = ChannelsLast.planes(rows, WarpParts.DEPTH * LAYER, parts.sparse());
            return run(part("hourglass", () -> parts.hourglass(1)), Map.of(WarpParts.SPARSE, sparse));
        }

        float[] feature(FaceExample face, float[] mask, float[] occlusion) {
            WarpParts parts = warp.get();
            float[] sampled = DenseMotion.deform(
                    ChannelsLast.rows(mask, LAYER, parts.parts()),
                    parts.taps(),
                    parts.bias(),
                    face.appearance(),
                    face.from(),
                    face.to());
            Map<String, float[]> inputs = Map.of(WarpParts.SAMPLED, sampled, WarpParts.OCCLUSION, occlusion);
            return output(run(part("refine", () -> parts.refine(1)), inputs), "out");
        }

        float[] frame(float[] feature) {
            return output(run(part("decoder", () -> decoder.get().decoder(1)), Map.of("feature", feature)), "output");
        }

        @Override
        public void close() {
            open.forEach((name, network) -> {
                network.close();
                try {
                    Files.deleteIfExists(directory.resolve("exact-" + name + ".onnx"));
                } catch (IOException e) {
                    throw new UncheckedIOException(
                            "The folder " + directory + " cannot be written to: " + e.getMessage(), e);
                }
            });
        }
    }
}
