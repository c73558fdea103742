/**
 * Networks on ONNX Runtime, opened by Microsoft's Java API and run by its C API.
 * {@link dev.vignette.inference.onnxruntime.OnnxRuntimeEngine} is the way in; {@code OrtProcess} is what there is once per
 * process, {@code OrtApi} the functions of C, {@code OrtNetwork} a session, {@code OrtScope} and {@code OrtTensor} the memory.
 */
@NullMarked
package dev.vignette.inference.onnxruntime;

import org.jspecify.annotations.NullMarked;
