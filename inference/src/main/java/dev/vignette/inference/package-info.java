/**
 * Running networks: an {@link dev.vignette.inference.Engine} opens a {@link dev.vignette.inference.Network} from a file and
 * checks it against a {@link dev.vignette.inference.NetworkContract}; tensors live in a
 * {@link dev.vignette.inference.TensorScope}. Knows nothing of Spring, of speech or of faces.
 */
@NullMarked
package dev.vignette.inference;

import org.jspecify.annotations.NullMarked;
