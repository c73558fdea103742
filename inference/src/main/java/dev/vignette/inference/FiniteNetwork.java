package dev.vignette.inference;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Map;
import java.util.Set;

/**
 * A network whose outputs are looked through for what is not a number or not finite, which half precision and damaged
 * weights produce: such a run fails by name instead of ending as a black frame or as noise. Costs a look at every number of
 * the wanted outputs.
 *
 * @param network the network; closing this closes it
 * @param name for messages
 */
public record FiniteNetwork(Network network, String name) implements Network {
    private static final int HALF_EXPONENT = 0x7C00;

    @Override
    public NetworkContract signature() {
        return network.signature();
    }

    @Override
    public Map<String, String> metadata() {
        return network.metadata();
    }

    @Override
    public Map<String, Tensor> run(TensorScope scope, Map<String, Tensor> inputs, Set<String> outputs) {
        Map<String, Tensor> made = network.run(scope, inputs, outputs);
        try {
            made.forEach((output, tensor) -> requireFinite(name, output, tensor));
        } catch (InferenceException e) {
            made.values().forEach(scope::free);
            throw e;
        }
        return made;
    }

    /**
     * Looks through one output of a network.
     *
     * @throws InferenceException if a number in it is not finite; it names the network and the output
     */
    public static void requireFinite(String network, String output, Tensor tensor) {
        long bad = firstBad(tensor);
        if (bad >= 0) {
            throw new InferenceException("The network " + network + " gave a value that is not finite in its output "
                    + output + " at element " + bad + " of " + tensor.size()
                    + ". Check the input, verify the model's files, or run it in full precision.");
        }
    }

    /** Where the first number that is not finite lies, or -1 if all are. */
    public static long firstBad(Tensor tensor) {
        switch (tensor.type()) {
            case FLOAT32 -> {
                FloatBuffer values = tensor.floats();
                for (int i = 0; i < values.limit(); i++) {
                    if (!Float.isFinite(values.get(i))) {
                        return i;
                    }
                }
            }
            case FLOAT16 -> {
                ShortBuffer values = tensor.bytes().asShortBuffer();
                for (int i = 0; i < values.limit(); i++) {
                    if ((values.get(i) & HALF_EXPONENT) == HALF_EXPONENT) {
                        return i;
                    }
                }
            }
            default -> {
                return -1;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        network.close();
    }
}
