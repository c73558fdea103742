package dev.vignette.renderer.voice.moss;

import static java.util.Objects.requireNonNull;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.renderer.voice.moss.MossManifest.AttentionCache;
import dev.vignette.renderer.voice.moss.MossManifest.TransformerOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The codec's decoder taking frames as they come: causal, so that the sound of a frame never changes by what follows. Its memory
 * of what came before is in tensors that go in as they came out. For one thread; used with try-with-resources.
 */
final class CodecStream implements AutoCloseable {
    private final Network network;
    private final int codebooks;
    private final TensorScope memory;
    private final Map<String, Tensor> state = new HashMap<>();
    /** Input that takes what an output gave, by output. */
    private final Map<String, String> next = new LinkedHashMap<>();

    private final Set<String> wanted;

    CodecStream(MossNetworks networks) {
        network = networks.network(MossNetworks.Part.CODEC_DECODE_STEP);
        codebooks = networks.model().codebooks();
        memory = networks.engine().scope();
        var streaming = networks.model().codec().streamingDecode();
        streaming.transformerOffsets().forEach(this::begin);
        streaming.attentionCaches().forEach(this::begin);
        wanted = new LinkedHashSet<>(next.keySet());
        wanted.addAll(List.of("audio", "audio_lengths"));
    }

    private void begin(TransformerOffset offset) {
        begin(offset.inputName(), offset.outputName(), Int32.filled(memory, 0, shape(offset.shape())));
    }

    private void begin(AttentionCache cache) {
        begin(cache.offsetInputName(), cache.offsetOutputName(), Int32.filled(memory, 0, shape(cache.offsetShape())));
        begin(cache.cachedKeysInputName(), cache.cachedKeysOutputName(), zeros(cache.cacheShape()));
        begin(cache.cachedValuesInputName(), cache.cachedValuesOutputName(), zeros(cache.cacheShape()));
        // No position has been seen: places that hold none are marked by -1.
        begin(
                cache.cachedPositionsInputName(),
                cache.cachedPositionsOutputName(),
                Int32.filled(memory, -1, shape(cache.positionsShape())));
    }

    private void begin(String input, String output, Tensor value) {
        state.put(input, value);
        next.put(output, input);
    }

    private Tensor zeros(List<Long> shape) {
        long[] sides = shape(shape);
        int size = 1;
        for (long side : sides) {
            size = Math.multiplyExact(size, Math.toIntExact(side));
        }
        return memory.floats(new float[size], sides);
    }

    private static long[] shape(List<Long> sides) {
        return sides.stream().mapToLong(Long::longValue).toArray();
    }

    /** The sound of the next frames, mono. */
    float[] decode(List<int[]> frames) {
        Tensor codes = MossCodec.codes(memory, frames, codebooks);
        Tensor count = Int32.one(memory, frames.size());
        Map<String, Tensor> inputs = new HashMap<>(state);
        inputs.put("audio_codes", codes);
        inputs.put("audio_code_lengths", count);
        Map<String, Tensor> out = network.run(memory, inputs, wanted);
        state.values().forEach(memory::free);
        next.forEach((output, input) -> state.put(input, out.get(output)));
        float[] mono = MossCodec.mono(
                requireNonNull(out.get("audio")), Int32.read(requireNonNull(out.get("audio_lengths")))[0]);
        List.of(codes, count, requireNonNull(out.get("audio")), requireNonNull(out.get("audio_lengths")))
                .forEach(memory::free);
        return mono;
    }

    @Override
    public void close() {
        memory.close();
    }
}
