package dev.vignette.conversation.hearing.whisper;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The network from features [1, mels, frames] to hidden states [1, positions, width]. */
final class AudioEncoder implements AutoCloseable {
    private static final String INPUT = "input_features";
    private static final String OUTPUT = "last_hidden_state";

    private final Network network;
    private final ElementType type;
    private final WhisperConfig config;

    private AudioEncoder(Network network, ElementType type, WhisperConfig config) {
        this.network = network;
        this.type = type;
        this.config = config;
    }

    static AudioEncoder open(Engine engine, Path file, WhisperConfig config) {
        Network network = engine.open(file, "Whisper encoder");
        try {
            ElementType type = Contracts.floatType(network, INPUT);
            new NetworkContract(
                            "Whisper encoder",
                            List.of(TensorSpec.of(INPUT, type, -1, config.mels(), config.frames())),
                            List.of(TensorSpec.of(OUTPUT, type, -1, config.audioPositions(), config.width())))
                    .requireMetBy(network.signature(), file);
            return new AudioEncoder(network, type, config);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    boolean standIn() {
        return network.standIn();
    }

    /** @param features of one window, as {@link LogMel} makes them */
    Tensor encode(TensorScope scope, float[] features) {
        Tensor input = Halves.tensor(scope, type, features, 1, config.mels(), config.frames());
        Tensor output = Objects.requireNonNull(
                network.run(scope, Map.of(INPUT, input), Set.of(OUTPUT)).get(OUTPUT));
        scope.free(input);
        return output;
    }

    @Override
    public void close() {
        network.close();
    }
}
