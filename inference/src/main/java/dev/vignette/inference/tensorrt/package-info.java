/**
 * Networks on TensorRT, by JavaCPP's presets. {@link dev.vignette.inference.tensorrt.TensorRtEngine} is the way in; a network
 * is built from its ONNX file once per GPU ({@code PlanBuilder}) and kept ({@code PlanCache}, {@code PlanFile}); {@code
 * TrtNetwork} runs it on a pool of execution contexts, {@code TrtScope} and {@code TrtTensor} are the memory. Nothing here
 * loads a library before {@link dev.vignette.inference.tensorrt.TensorRtEngine#open(int, TensorRtSettings)}.
 *
 * @see <a href="https://docs.nvidia.com/deeplearning/tensorrt/10.6/">TensorRT 10.6</a>
 */
@NullMarked
package dev.vignette.inference.tensorrt;

import org.jspecify.annotations.NullMarked;
