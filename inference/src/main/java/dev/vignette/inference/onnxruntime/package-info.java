/**
 * Networks on ONNX Runtime, by Microsoft's Java API. {@link dev.vignette.inference.onnxruntime.OnnxRuntimeEngine} is the way
 * in; {@code OrtProcess} is what there is once per process, {@code OrtNetwork} a session, {@code OrtScope} and
 * {@code OrtTensor} the memory.
 */
@NullMarked
package dev.vignette.inference.onnxruntime;

import org.jspecify.annotations.NullMarked;
