package dev.vignette.renderer.voice.moss;

import static java.util.Objects.requireNonNull;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Leaves the sampling to {@code local_fixed_sampled_frame}: one run a frame. */
final class InGraphSampler implements FrameSampler {
    private final Network network;
    private final MossModel model;

    InGraphSampler(MossNetworks networks) {
        network = networks.network(MossNetworks.Part.SAMPLED_FRAME);
        model = networks.model();
    }

    @Override
    public Optional<int[]> draw(TensorScope scope, Tensor hidden, SeenCodes seen, float[] random) {
        int codebooks = model.codebooks();
        Map<String, Tensor> drawn = network.run(
                scope,
                Map.of(
                        "global_hidden", hidden,
                        "repetition_seen_mask", Int32.of(scope, seen.mask(), 1, codebooks, model.codebookSize()),
                        "assistant_random_u", scope.floats(new float[] {random[0]}, 1),
                        "audio_random_u", scope.floats(Arrays.copyOfRange(random, 1, 1 + codebooks), 1, codebooks)),
                Set.of("should_continue", "frame_token_ids"));
        return Int32.read(requireNonNull(drawn.get("should_continue")))[0] == 0
                ? Optional.empty()
                : Optional.of(Int32.read(requireNonNull(drawn.get("frame_token_ids"))));
    }
}
