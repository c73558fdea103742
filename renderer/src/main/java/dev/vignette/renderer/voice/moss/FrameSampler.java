package dev.vignette.renderer.voice.moss;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.util.Optional;

/** Draws the next frame from the language model's hidden state. All randomness comes in as numbers. */
interface FrameSampler {

    /**
     * @param hidden {@code [1, width]}
     * @param seen what was drawn before in this passage
     * @param random one number for the end, one for each codebook, 0 ≤ u < 1
     * @return one code per codebook, or nothing where the speech ends
     */
    Optional<int[]> draw(TensorScope scope, Tensor hidden, SeenCodes seen, float[] random);
}
