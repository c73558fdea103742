package dev.vignette.inference;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a network takes and gives.
 *
 * @param network the name for messages, such as {@code whisper encoder}
 * @param inputs that the file must take, in any order
 * @param outputs that the file must give, in any order; it may give more
 * @param optionalInputs that some files of this kind take as well
 */
public record NetworkContract(
        String network, List<TensorSpec> inputs, List<TensorSpec> outputs, List<TensorSpec> optionalInputs) {
    public NetworkContract {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        optionalInputs = List.copyOf(optionalInputs);
    }

    /** A contract without optional inputs. */
    public NetworkContract(String network, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this(network, inputs, outputs, List.of());
    }

    public Optional<TensorSpec> input(String name) {
        return named(name, inputs);
    }

    public Optional<TensorSpec> output(String name) {
        return named(name, outputs);
    }

    /**
     * The output of this name.
     *
     * @throws InferenceException that names what there is instead
     */
    public TensorSpec requiredOutput(String name) {
        return output(name)
                .orElseThrow(() -> new InferenceException(
                        "The network " + network + " has no output " + name + ", only " + names(outputs) + "."));
    }

    /**
     * The outputs that a run is to give, in the order of the names.
     *
     * @throws InferenceException if there is no name, or one that is unknown
     */
    public List<TensorSpec> requiredOutputs(Set<String> names) {
        if (names.isEmpty()) {
            throw new InferenceException("No output of the network " + network + " is asked for.");
        }
        return names.stream().map(this::requiredOutput).toList();
    }

    /**
     * What a run is given: all inputs and nothing else, each of its type and of a shape that fits, in the order of the inputs.
     *
     * @param own makes sure that a tensor is of the engine's own kind
     * @throws InferenceException that names the first input for which that does not hold
     */
    public <T extends Tensor> Map<String, T> checked(Map<String, ? extends Tensor> given, Function<Tensor, T> own) {
        Map<String, T> checked = LinkedHashMap.newLinkedHashMap(inputs.size());
        for (TensorSpec input : inputs) {
            Tensor there = given.get(input.name());
            if (there != null) {
                T tensor = own.apply(there);
                if (tensor.type() != input.type() || !input.fits(tensor.shape())) {
                    throw new InferenceException(
                            "The input " + input + " of the network " + network + " was given " + tensor + ".");
                }
                checked.put(input.name(), tensor);
            }
        }
        if (checked.size() < given.size()) {
            String unknown = given.keySet().stream()
                    .filter(name -> !checked.containsKey(name))
                    .findFirst()
                    .orElseThrow();
            throw new InferenceException(
                    "The network " + network + " has no input " + unknown + ", only " + names(inputs) + ".");
        }
        for (TensorSpec input : inputs) {
            if (!checked.containsKey(input.name())) {
                throw new InferenceException("The input " + input + " of the network " + network + " is missing.");
            }
        }
        return checked;
    }

    /**
     * Compares a file with this contract. A dimension of -1 on either side fits any size: where the contract has it, the
     * caller adapts to the file; where the file has it, the file adapts to the caller. An output without dimensions in the
     * file is one whose shape only shows at run time.
     *
     * @param file what the file says
     * @param path for the message
     * @throws InferenceException that names the first difference
     */
    public void requireMetBy(NetworkContract file, Path path) {
        for (TensorSpec wanted : inputs) {
            compare("input", wanted, file.inputs(), path);
        }
        for (TensorSpec wanted : outputs) {
            compare("output", wanted, file.outputs(), path);
        }
        for (TensorSpec found : file.inputs()) {
            if (named(found.name(), inputs).isPresent()) {
                continue;
            }
            TensorSpec wanted = named(found.name(), optionalInputs)
                    .orElseThrow(() -> differs(path, "it needs the input " + found + ", which nothing here provides"));
            compare("input", wanted, file.inputs(), path);
        }
    }

    private void compare(String kind, TensorSpec wanted, List<TensorSpec> there, Path path) {
        TensorSpec found = named(wanted.name(), there)
                .orElseThrow(() -> differs(path, "it has no " + kind + " " + wanted.name() + ", only " + names(there)));
        if (found.type() != wanted.type()) {
            throw differs(path, "its " + kind + " " + found + " should be " + wanted.type());
        }
        boolean shapeless = kind.equals("output") && found.dimensions().isEmpty();
        if (!shapeless && !found.fits(wanted)) {
            throw differs(path, "its " + kind + " " + found + " should be " + TensorSpec.shapeText(wanted.shape()));
        }
    }

    private InferenceException differs(Path path, String difference) {
        return new InferenceException("The file " + path + " is no " + network + " of the expected kind: " + difference
                + ". Pull the model again, or choose the file that belongs to this setting.");
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }

    private static Optional<TensorSpec> named(String name, List<TensorSpec> specs) {
        return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }
}
