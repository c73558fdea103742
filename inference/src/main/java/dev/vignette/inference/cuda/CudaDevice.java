package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One NVIDIA GPU. It shares the process's primary context with TensorRT and ONNX Runtime and is never closed. Safe to use
 * from any thread: each call makes the device current for its thread first.
 */
public final class CudaDevice {
    private static final int MAJOR = 75;
    private static final int MINOR = 76;
    private static final int MULTIPROCESSORS = 16;
    private static final int RELEASE_THRESHOLD = 4;
    private static final Pattern DRIVER = Pattern.compile("Kernel Module\\S*(?: for \\S+)?\\s+(\\d+(?:\\.\\d+)+)");
    private static final ConcurrentHashMap<Integer, CudaDevice> OPEN = new ConcurrentHashMap<>();

    private final DriverApi api;
    private final int number;
    private final String name;
    private final ComputeCapability capability;
    private final int multiprocessors;
    private final long memoryBytes;
    private final String driver;
    private final long context;
    private final long pool;
    private final AtomicLong used = new AtomicLong();
    private final Object order = new Object();
    /** Read while a stream is captured, written while the whole device is waited for: CUDA refuses that during a capture by any thread. */
    private final ReentrantReadWriteLock captures = new ReentrantReadWriteLock();

    private @Nullable CudaEvent lastLaunch;

    private CudaDevice(DriverApi api, int number, String driver) {
        this.api = api;
        this.number = number;
        this.driver = driver;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
            check(api.cuDeviceGet(value, number), "open the device " + number);
            int device = value.get(ValueLayout.JAVA_INT, 0);
            MemorySegment text = arena.allocate(256);
            check(api.cuDeviceGetName(text, 256, device), "tell its name");
            name = text.getString(0, StandardCharsets.UTF_8);
            capability = new ComputeCapability(attribute(value, MAJOR, device), attribute(value, MINOR, device));
            multiprocessors = attribute(value, MULTIPROCESSORS, device);
            check(api.cuDeviceTotalMem(value, device), "tell its memory");
            memoryBytes = value.get(ValueLayout.JAVA_LONG, 0);
            check(api.cuDevicePrimaryCtxRetain(value, device), "start");
            context = value.get(ValueLayout.JAVA_LONG, 0);
            check(api.cuDeviceGetDefaultMemPool(value, device), "give its memory pool");
            pool = value.get(ValueLayout.JAVA_LONG, 0);
            // What was freed stays with the process, or every step would ask the operating system again.
            value.set(ValueLayout.JAVA_LONG, 0, Long.MAX_VALUE);
            check(api.cuMemPoolSetAttribute(pool, RELEASE_THRESHOLD, value), "set up its memory pool");
        }
    }

    /**
     * @param number of the GPU, from 0, as {@code CUDA_VISIBLE_DEVICES} leaves them
     * @throws InferenceException in one sentence if there is no driver or no such GPU
     */
    public static CudaDevice open(int number) {
        int count = count();
        if (number < 0 || number >= count) {
            throw new InferenceException("There is no GPU " + number + " here: the driver shows " + count
                    + ". Choose another number, or check CUDA_VISIBLE_DEVICES.");
        }
        return OPEN.computeIfAbsent(
                number, it -> new CudaDevice(CudaDriver.api(), it, driverVersion(CudaDriver.api())));
    }

    /** For tests: a device of another driver. */
    static CudaDevice of(DriverApi api, int number, String driver) {
        return new CudaDevice(api, number, driver);
    }

    /** How many GPUs the driver shows. */
    public static int count() {
        DriverApi api = CudaDriver.api();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
            CudaDriver.check(api, api.cuDeviceGetCount(count), "count");
            return count.get(ValueLayout.JAVA_INT, 0);
        }
    }

    private static String driverVersion(DriverApi api) {
        String cuda = "CUDA " + CudaDriver.text(CudaDriver.version(api));
        try {
            String text = Files.readString(Path.of("/proc/driver/nvidia/version"));
            Matcher matcher = DRIVER.matcher(text);
            return matcher.find() ? matcher.group(1) + " (" + cuda + ")" : cuda;
        } catch (IOException e) {
            return cuda;
        }
    }

    private int attribute(MemorySegment value, int attribute, int device) {
        check(api.cuDeviceGetAttribute(value, attribute, device), "tell its attribute " + attribute);
        return value.get(ValueLayout.JAVA_INT, 0);
    }

    DriverApi api() {
        return api;
    }

    /** Makes this the device of the calling thread, which is what libraries such as TensorRT go by. */
    public void makeCurrent() {
        check(api.cuCtxSetCurrent(context), "be made current");
    }

    /** Throws what the result stands for. */
    void check(int result, String what) {
        CudaDriver.check(api, result, what);
    }

    public int number() {
        return number;
    }

    /** The maker's name, such as {@code NVIDIA H200}. */
    public String name() {
        return name;
    }

    public ComputeCapability capability() {
        return capability;
    }

    /** Number of streaming multiprocessors. */
    public int multiprocessors() {
        return multiprocessors;
    }

    /** All of its memory, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** The driver's version and the newest CUDA that it knows, such as {@code 580.95.05 (CUDA 13.0)}. */
    public String driver() {
        return driver;
    }

    /** Bytes that no process holds at the moment. */
    public long freeBytes() {
        makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment free = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment total = arena.allocate(ValueLayout.JAVA_LONG);
            check(api.cuMemGetInfo(free, total), "tell its free memory");
            return free.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    /**
     * Bytes of this process's {@link DeviceBuffer}s that are not freed yet: for checks that nothing leaks. Counted here: what the driver
     * says is used of the pool also has what TensorRT took from it, and does not fall when TensorRT gives that back.
     */
    public long usedBytes() {
        return used.get();
    }

    /** Notes bytes that a buffer took, or gave back where negative. */
    void taken(long bytes) {
        used.addAndGet(bytes);
    }

    /**
     * Puts work into a stream that begins on the device after all that was put into any stream this way before, by whatever thread: networks
     * have kernels that wait for all their blocks, and two of these beside each other can wait for ever. Other work, such as copies, goes on
     * beside it. Does not wait on the host.
     *
     * @param launch puts the work into the stream, which is not being captured
     */
    public void inOrder(CudaStream stream, Runnable launch) {
        synchronized (order) {
            CudaEvent last = lastLaunch;
            if (last == null) {
                last = CudaEvent.ordering(this);
                lastLaunch = last;
            } else {
                stream.await(last);
            }
            try {
                launch.run();
            } finally {
                last.record(stream);
            }
        }
    }

    /** Waits for all that was begun on the device and gives back what the process holds without need. */
    public void trim() {
        synchronize();
        check(api.cuMemPoolTrimTo(pool, 0), "give back memory");
    }

    /**
     * Waits for all that was begun on the device, and before that for captures that are under way.
     *
     * @throws IllegalStateException inside a capture of the calling thread's own
     */
    public void synchronize() {
        if (captures.getReadHoldCount() > 0) {
            throw new IllegalStateException("Nothing can be waited for while a stream is captured.");
        }
        captures.writeLock().lock();
        try {
            makeCurrent();
            check(api.cuCtxSynchronize(), "finish its work");
        } finally {
            captures.writeLock().unlock();
        }
    }

    /** Does what captures a stream from beginning to end while nobody waits for the device as a whole. */
    <T> T capturing(Supplier<T> capture) {
        captures.readLock().lock();
        try {
            makeCurrent();
            return capture.get();
        } finally {
            captures.readLock().unlock();
        }
    }

    /** A new stream: work in it runs in order, and beside the work of other streams. The caller closes it. */
    public CudaStream stream() {
        return new CudaStream(this);
    }

    @Override
    public String toString() {
        return name + " (compute capability " + capability + ", " + (memoryBytes >> 20) + " MiB, driver " + driver
                + ")";
    }
}
