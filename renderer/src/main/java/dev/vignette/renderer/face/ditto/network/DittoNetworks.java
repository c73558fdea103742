package dev.vignette.renderer.face.ditto.network;

import dev.vignette.inference.Engine;
import dev.vignette.inference.FiniteNetwork;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.models.ModelStamp;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All networks of one installation, opened when they are first needed and checked then. Safe to use from any thread; closing
 * it closes the networks, not the engine.
 */
public final class DittoNetworks implements AutoCloseable {
    private static final String FOLDER = "ditto_onnx";

    private final Engine engine;
    private final Map<DittoNetwork, Path> files = new EnumMap<>(DittoNetwork.class);
    private final Map<DittoNetwork, Network> open = new EnumMap<>(DittoNetwork.class);
    private boolean closed;

    /**
     * @param engine runs them; is not closed
     * @param directory with the folder {@code ditto_onnx}
     * @throws InferenceException if a network is missing that cannot be done without
     */
    public DittoNetworks(Engine engine, Path directory) {
        this(engine, directory, directory);
    }

    /**
     * @param research where the detectors for research lie, if their licence was accepted; else where the others do
     */
    public DittoNetworks(Engine engine, Path directory, Path research) {
        this.engine = engine;
        for (DittoNetwork network : DittoNetwork.values()) {
            Path file = (network.researchOnly() ? research : directory)
                    .resolve(FOLDER)
                    .resolve(network.file());
            if (Files.isRegularFile(file)) {
                files.put(network, file);
            } else if (!network.researchOnly()) {
                throw new InferenceException("The network " + network.title() + " is missing: there is no file " + file
                        + ". Get it with \"vignette models pull ditto\".");
            }
        }
    }

    public synchronized boolean has(DittoNetwork network) {
        return files.containsKey(network);
    }

    /** Uses another file for a network, such as a copy for larger batches; what is open of the old one is closed. */
    public synchronized void replace(DittoNetwork network, Path file) {
        files.put(network, file);
        Network old = open.remove(network);
        if (old != null) {
            old.close();
        }
    }

    /** Where a network's file is. */
    public synchronized Path file(DittoNetwork network) {
        Path file = files.get(network);
        if (file == null) {
            throw new InferenceException("The network " + network.title()
                    + " is not installed. Get it with \"vignette models pull ditto-insightface\".");
        }
        return file;
    }

    /** Tells this set of files, with a configuration, from any other: see {@link ModelStamp}. */
    public synchronized String stamp(Path configuration) {
        List<Path> all = new ArrayList<>(files.values());
        all.add(configuration);
        return ModelStamp.of(all);
    }

    /** Tells this set of files from any other. */
    public synchronized String stamp() {
        return ModelStamp.of(List.copyOf(files.values()));
    }

    /** Whether any of the networks opened so far has made-up weights. */
    public synchronized boolean standIn() {
        return network(DittoNetwork.DECODER).standIn();
    }

    public Engine engine() {
        return engine;
    }

    /**
     * The network, opened and checked against its contract.
     *
     * @throws RenderException {@link Reason#CANCELLED} if the networks were closed meanwhile
     */
    public synchronized Network network(DittoNetwork network) {
        if (closed) {
            throw closed();
        }
        return open.computeIfAbsent(
                network, one -> new FiniteNetwork(engine.open(file(one), one.contract()), one.title()));
    }

    private static RenderException closed() {
        return new RenderException(Reason.CANCELLED, "The film was cancelled: the face was closed.");
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * The same without the look through its outputs, for those who hand them on to the next network and look at the last: see
     * {@link FiniteNetwork#requireFinite}.
     */
    public Network unchecked(DittoNetwork network) {
        return network(network) instanceof FiniteNetwork(Network plain, String name) ? plain : network(network);
    }

    /** One run whose output is one array. */
    public float[] output(DittoNetwork network, String output, float[]... inputs) {
        return output(network, run(network, inputs), output);
    }

    /** @throws InferenceException if there is no such output; it names both */
    public static float[] output(DittoNetwork network, Map<String, float[]> outputs, String output) {
        float[] values = outputs.get(output);
        if (values == null) {
            throw without(network, output);
        }
        return values;
    }

    /** Says that a network lacks an output. */
    public static InferenceException without(DittoNetwork network, String output) {
        return new InferenceException(
                "The network " + network.title() + " has no output " + output + "; pull the model again.");
    }

    /**
     * One run with inputs and outputs as arrays.
     *
     * @param inputs in the order of the contract; a batch of several where the file allows it
     * @return the contract's outputs by name, in its order; all of the file's if the contract names none
     * @throws InferenceException if an input or output has the wrong size; it names both
     * @throws RenderException {@link Reason#CANCELLED} if this thread is interrupted
     */
    public Map<String, float[]> run(DittoNetwork network, float[]... inputs) {
        if (Thread.currentThread().isInterrupted()) {
            throw new RenderException(Reason.CANCELLED, "The film was cancelled.");
        }
        Network opened = network(network);
        try {
            return run(network, opened, inputs);
        } catch (IllegalStateException e) {
            // It may have been closed since it was opened.
            throw isClosed() ? closed() : e;
        }
    }

    private Map<String, float[]> run(DittoNetwork network, Network opened, float[]... inputs) {
        try (TensorScope scope = engine.scope()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            int i = 0;
            for (TensorSpec spec : network.contract().inputs()) {
                tensors.put(spec.name(), tensor(scope, network, spec, inputs[i++]));
            }
            Map<String, Tensor> outputs = opened.run(scope, tensors, outputs(network, opened));
            Map<String, float[]> values = new LinkedHashMap<>();
            requireShapes(network, outputs);
            outputs.forEach((name, tensor) -> {
                float[] numbers = new float[Math.toIntExact(tensor.size())];
                tensor.floats().get(numbers);
                values.put(name, numbers);
            });
            return values;
        }
    }

    /**
     * Checks what a file that leaves its shapes open has given in the end. The first side is the batch's.
     *
     * @throws InferenceException that names the network and the output
     */
    public static void requireShapes(DittoNetwork network, Map<String, Tensor> outputs) {
        for (TensorSpec spec : network.contract().outputs()) {
            Tensor made = outputs.get(spec.name());
            if (made == null) {
                throw without(network, spec.name());
            }
            long[] wanted = spec.shape();
            wanted[0] = -1;
            if (!TensorSpec.of(spec.name(), spec.type(), wanted).fits(made.shape())) {
                throw new InferenceException("The network " + network.title() + " gave its output " + spec.name()
                        + " the shape " + TensorSpec.shapeText(made.shape()) + " instead of "
                        + TensorSpec.shapeText(wanted) + ". Pull the model again.");
            }
        }
    }

    private static Set<String> outputs(DittoNetwork network, Network opened) {
        var named = network.contract().outputs().isEmpty()
                ? opened.signature().outputs()
                : network.contract().outputs();
        return named.stream().map(TensorSpec::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Tensor tensor(TensorScope scope, DittoNetwork network, TensorSpec spec, float[] values) {
        long[] shape = spec.shape();
        long rest = Arrays.stream(shape).skip(1).filter(side -> side > 0).reduce(1, Math::multiplyExact);
        if (shape.length == 2 && shape[1] < 0) {
            shape[1] = values.length;
            rest = values.length;
        }
        if (values.length == 0 || values.length % rest != 0) {
            throw new InferenceException("The network " + network.title() + " was given " + values.length
                    + " numbers for its input " + spec + ".");
        }
        shape[0] = values.length / rest;
        return switch (spec.type()) {
            case INT64 -> {
                long[] whole = new long[values.length];
                for (int i = 0; i < whole.length; i++) {
                    whole[i] = (long) values[i];
                }
                yield scope.longs(whole, shape);
            }
            default -> scope.floats(values, shape);
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Network::close);
        open.clear();
    }
}
