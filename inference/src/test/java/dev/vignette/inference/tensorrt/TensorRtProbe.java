package dev.vignette.inference.tensorrt;

import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaKernels;

/** Prints what is there, one line each: the first thing to run on a machine with a GPU. */
final class TensorRtProbe {
    private TensorRtProbe() {}

    public static void main(String[] arguments) {
        System.out.println(CudaDevice.open(0));
        System.out.println("NVRTC " + CudaKernels.compilerVersion());
        System.out.println("TensorRT " + TensorRtEngine.libraryVersion());
    }
}
