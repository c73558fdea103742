package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;

/** The driver refused a call. A device whose memory is full goes on with the next job; after most other codes it does not. */
public final class CudaException extends InferenceException {
    private static final long serialVersionUID = 1L;

    static final int OUT_OF_MEMORY = 2;

    private final int code;

    CudaException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The driver's {@code CUresult}. */
    public int code() {
        return code;
    }

    /** Whether there was no room on the device: what it holds stays usable. */
    public boolean isOutOfMemory() {
        return code == OUT_OF_MEMORY;
    }
}
