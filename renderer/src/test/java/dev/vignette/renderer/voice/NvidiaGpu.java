package dev.vignette.renderer.voice;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;

/** Whether this machine has a GPU, for tests that need one. */
public final class NvidiaGpu {
    private NvidiaGpu() {}

    /** For {@code @EnabledIf}. */
    public static boolean present() {
        try {
            return CudaDevice.count() > 0;
        } catch (InferenceException e) {
            return false;
        }
    }
}
