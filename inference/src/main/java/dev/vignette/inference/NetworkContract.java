package dev.vignette.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
                .orElseThrow(() -> differs(
                        path,
                        "it has no " + kind + " " + wanted.name() + ", only "
                                + there.stream().map(TensorSpec::name).toList()));
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

    private static Optional<TensorSpec> named(String name, List<TensorSpec> specs) {
        return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }
}
