/**
 * PyTorch's checkpoints without PyTorch: {@link dev.vignette.inference.checkpoint.Checkpoint} reads a file of weights,
 * {@link dev.vignette.inference.checkpoint.CheckpointWriter} writes one of the same layout for tests and measurements.
 */
@NullMarked
package dev.vignette.inference.checkpoint;

import org.jspecify.annotations.NullMarked;
