package dev.vignette.conversation.hearing.whisper;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The decoder of a published export, as one file or two. Keys and values of attention stay tensors from step to step and are
 * never read; those over the sound are made in the first step and serve the whole window.
 */
final class TextDecoder implements AutoCloseable {
    private final Network first;
    private final Network later;
    private final boolean inTwoFiles;
    private final WhisperConfig config;
    private final ElementType type;

    private TextDecoder(Network first, Network later, boolean inTwoFiles, WhisperConfig config, ElementType type) {
        this.first = first;
        this.later = later;
        this.inTwoFiles = inTwoFiles;
        this.config = config;
        this.type = type;
    }

    static TextDecoder merged(Engine engine, Path file, WhisperConfig config) {
        Network network = engine.open(file, "Whisper decoder");
        try {
            ElementType type = Contracts.floatType(network, Contracts.PAST);
            new Contracts(config, type).merged().requireMetBy(network.signature(), file);
            return new TextDecoder(network, network, false, config, type);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    static TextDecoder pair(Engine engine, Path firstFile, Path laterFile, WhisperConfig config) {
        Network first = engine.open(firstFile, "Whisper decoder for the first step");
        try {
            ElementType type = Contracts.floatType(first, Contracts.HIDDEN);
            Contracts contracts = new Contracts(config, type);
            contracts.first().requireMetBy(first.signature(), firstFile);
            return new TextDecoder(first, engine.open(laterFile, contracts.later()), true, config, type);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    boolean standIn() {
        return first.standIn() || later.standIn();
    }

    /** Begins to write about one window; the scope owns everything until it is closed. */
    DecoderRun over(TensorScope scope, Tensor encoded) {
        return new Run(scope, Halves.as(scope, type, encoded));
    }

    @Override
    public void close() {
        first.close();
        if (inTwoFiles) {
            later.close();
        }
    }

    /** Keys and values under the names of the inputs that take them. */
    private record Cache(Map<String, Tensor> own, Map<String, Tensor> ofSound, int length)
            implements DecoderRun.State {}

    private final class Run implements DecoderRun {
        private final TensorScope scope;
        private final Tensor encoded;
        private final Tensor yes;
        private final Tensor no;

        Run(TensorScope scope, Tensor encoded) {
            this.scope = scope;
            this.encoded = encoded;
            this.yes = scope.bool(true, 1);
            this.no = scope.bool(false, 1);
        }

        @Override
        public State begin(int[] prompt, int row, float[] atRow, float[] last) {
            Map<String, Tensor> inputs = inputs(first, prompt, 0);
            for (TensorSpec spec : first.signature().inputs()) {
                if (spec.name().startsWith(Contracts.PAST)) {
                    inputs.put(
                            spec.name(),
                            Halves.tensor(scope, type, new float[0], 1, config.heads(), 0, config.headSize()));
                }
            }
            if (takes(first, Contracts.USE_CACHE)) {
                inputs.put(Contracts.USE_CACHE, no);
            }
            Map<String, Tensor> outputs = run(first, inputs, true);
            Tensor logits = take(outputs, Contracts.LOGITS);
            requireRows(logits, prompt.length);
            Halves.read(logits, row * config.vocabulary(), atRow);
            Halves.read(logits, (prompt.length - 1) * config.vocabulary(), last);
            scope.free(logits);
            Map<String, Tensor> own = new HashMap<>();
            Map<String, Tensor> ofSound = new HashMap<>();
            outputs.forEach((name, tensor) -> {
                String past = Contracts.PAST + name.substring(Contracts.PRESENT.length());
                (name.contains(".encoder.") ? ofSound : own).put(past, tensor);
            });
            return new Cache(own, ofSound, prompt.length);
        }

        @Override
        public State extend(State before, int token, float[] logits) {
            Cache cache = (Cache) before;
            Map<String, Tensor> inputs = inputs(later, new int[] {token}, cache.length);
            inputs.putAll(cache.own);
            inputs.putAll(cache.ofSound);
            if (takes(later, Contracts.USE_CACHE)) {
                inputs.put(Contracts.USE_CACHE, yes);
            }
            Map<String, Tensor> outputs = run(later, inputs, false);
            Tensor row = take(outputs, Contracts.LOGITS);
            requireRows(row, 1);
            Halves.read(row, 0, logits);
            scope.free(row);
            for (String fresh : List.of(Contracts.IDS, Contracts.CACHE_POSITION)) {
                Tensor spent = inputs.get(fresh);
                if (spent != null) {
                    scope.free(spent);
                }
            }
            Map<String, Tensor> own = new HashMap<>();
            outputs.forEach(
                    (name, tensor) -> own.put(Contracts.PAST + name.substring(Contracts.PRESENT.length()), tensor));
            return new Cache(own, cache.ofSound, cache.length + 1);
        }

        @Override
        public void release(State state) {
            ((Cache) state).own.values().forEach(scope::free);
        }

        private Map<String, Tensor> inputs(Network network, int[] tokens, int position) {
            long[] ids = new long[tokens.length];
            long[] positions = new long[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                ids[i] = tokens[i];
                positions[i] = (long) position + i;
            }
            Map<String, Tensor> inputs = new HashMap<>();
            inputs.put(Contracts.IDS, scope.longs(ids, 1, ids.length));
            if (takes(network, Contracts.CACHE_POSITION)) {
                inputs.put(Contracts.CACHE_POSITION, scope.longs(positions, positions.length));
            }
            // Later steps do not read it, but where it is declared it has to be given.
            if (takes(network, Contracts.HIDDEN)) {
                inputs.put(Contracts.HIDDEN, encoded);
            }
            return inputs;
        }

        /** Later steps would give empty tensors for the attention over the sound: they are not asked for. */
        private Map<String, Tensor> run(Network network, Map<String, Tensor> inputs, boolean ofSound) {
            Set<String> wanted = new LinkedHashSet<>();
            wanted.add(Contracts.LOGITS);
            for (TensorSpec spec : network.signature().outputs()) {
                if (spec.name().startsWith(Contracts.PRESENT)
                        && (ofSound || !spec.name().contains(".encoder."))) {
                    wanted.add(spec.name());
                }
            }
            return new LinkedHashMap<>(network.run(scope, inputs, wanted));
        }

        private Tensor take(Map<String, Tensor> outputs, String name) {
            return Objects.requireNonNull(outputs.remove(name), name);
        }

        private void requireRows(Tensor logits, int rows) {
            if (logits.size() != (long) rows * config.vocabulary()) {
                throw new InferenceException("The Whisper decoder gave " + logits.size() + " logits for " + rows
                        + " tokens and a vocabulary of " + config.vocabulary() + "; its file is of another model.");
            }
        }
    }

    private static boolean takes(Network network, String input) {
        return network.signature().input(input).isPresent();
    }
}
