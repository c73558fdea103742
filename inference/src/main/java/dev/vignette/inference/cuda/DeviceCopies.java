package dev.vignette.inference.cuda;

import java.lang.foreign.MemorySegment;

/** Copies in the order of a stream. Host memory is native; what is not pinned goes through the driver's own buffer. */
public final class DeviceCopies {
    private DeviceCopies() {}

    /** Copies all of {@code from} to the beginning of {@code to}. */
    public static void toDevice(CudaStream stream, MemorySegment from, DeviceMemory to) {
        requireRoom(from.byteSize(), to.sizeInBytes());
        if (from.byteSize() > 0) {
            CudaDevice device = stream.device();
            device.makeCurrent();
            device.check(
                    device.api().cuMemcpyHtoDAsync(to.address(), from, from.byteSize(), stream.handle()),
                    "take a copy");
        }
    }

    /** Fills {@code to} from the beginning of {@code from}; complete once the stream was synchronised. */
    public static void toHost(CudaStream stream, DeviceMemory from, MemorySegment to) {
        requireRoom(to.byteSize(), from.sizeInBytes());
        if (to.byteSize() > 0) {
            CudaDevice device = stream.device();
            device.makeCurrent();
            device.check(
                    device.api().cuMemcpyDtoHAsync(to, from.address(), to.byteSize(), stream.handle()), "give a copy");
        }
    }

    /** Copies all of {@code from} to the beginning of {@code to} within the device. */
    public static void within(CudaStream stream, DeviceMemory from, DeviceMemory to) {
        requireRoom(from.sizeInBytes(), to.sizeInBytes());
        if (from.sizeInBytes() > 0) {
            CudaDevice device = stream.device();
            device.makeCurrent();
            device.check(
                    device.api().cuMemcpyDtoDAsync(to.address(), from.address(), from.sizeInBytes(), stream.handle()),
                    "copy within its memory");
        }
    }

    private static void requireRoom(long wanted, long there) {
        if (wanted > there) {
            throw new IndexOutOfBoundsException(
                    wanted + " bytes are more than the " + there + " of the device's memory.");
        }
    }
}
