package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;

/** Whether this machine has a GPU, for tests that need one. */
public final class Gpu {
    private Gpu() {}

    /** For {@code @EnabledIf}. */
    public static boolean present() {
        try {
            return CudaDevice.count() > 0;
        } catch (InferenceException e) {
            return false;
        }
    }
}
