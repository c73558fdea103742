package dev.vignette.inference.cuda;

/** A piece of a device's memory: what kernels take as a pointer. */
public interface DeviceMemory {
    /**
     * Where it begins on the device.
     *
     * @throws IllegalStateException if it was freed
     */
    long address();

    /** Its length. */
    long sizeInBytes();
}
