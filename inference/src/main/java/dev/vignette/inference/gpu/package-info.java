/**
 * What a GPU needs beside its driver: {@link dev.vignette.inference.gpu.GpuInstallation} brings NVIDIA's libraries and ONNX
 * Runtime's, {@link dev.vignette.inference.gpu.GpuReport} says what there is and what is missing.
 */
@NullMarked
package dev.vignette.inference.gpu;

import org.jspecify.annotations.NullMarked;
