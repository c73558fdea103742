package dev.vignette.inference.tensorrt;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceCopies;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of TensorRT's. Numbers of the caller's lie on the host and are copied to the device at their first use, shared ones
 * at each; results lie on the device and are copied to the host when they are asked for. What nobody reads is never copied.
 */
final class TrtTensor implements DeviceTensor {
    /** Where the numbers are at home. */
    enum Home {
        /** On the host, never changed: copied up once. */
        HOST,
        /** On the host and changed by the caller between runs: copied up for each run. */
        SHARED,
        /** On the device, made by a run: copied down once. */
        RESULT,
        /** On the device, written by whoever likes: copied down each time. */
        DEVICE
    }

    private final ElementType type;
    private final long[] shape;
    private final Home home;
    private TrtScope owner;
    private @Nullable DeviceMemory memory;
    private @Nullable MemorySegment host;
    private @Nullable Arena arena;
    private boolean uploaded;
    private boolean downloaded;
    private boolean freed;

    private TrtTensor(
            TrtScope owner,
            ElementType type,
            long[] shape,
            Home home,
            @Nullable DeviceMemory memory,
            @Nullable MemorySegment host,
            @Nullable Arena arena) {
        this.owner = owner;
        this.type = type;
        this.shape = shape.clone();
        this.home = home;
        this.memory = memory;
        this.host = host;
        this.arena = arena;
    }

    /** @param arena that goes with the tensor */
    static TrtTensor copied(TrtScope owner, ElementType type, long[] shape, MemorySegment host, Arena arena) {
        return new TrtTensor(owner, type, shape, Home.HOST, null, host, arena);
    }

    static TrtTensor shared(TrtScope owner, ElementType type, long[] shape, MemorySegment host) {
        return new TrtTensor(owner, type, shape, Home.SHARED, null, host, null);
    }

    static TrtTensor on(TrtScope owner, ElementType type, long[] shape, Home home, DeviceMemory memory) {
        return new TrtTensor(owner, type, shape, home, memory, null, null);
    }

    TrtScope owner() {
        return owner;
    }

    Home home() {
        return home;
    }

    /** Changes the owner, in whose stream it is used and freed from then on. */
    void moveTo(TrtScope scope) {
        scope.stream().await(owner.stream());
        DeviceMemory there = memory;
        if (there instanceof DeviceBuffer buffer) {
            memory = buffer.inOrderOf(scope.stream());
        }
        owner = scope;
    }

    @Override
    public ElementType type() {
        return type;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public long sizeInBytes() {
        return size() * type.bytes();
    }

    @Override
    public long address() {
        return onDevice().address();
    }

    /** The numbers on the device, in the order of the owner's stream; copies them there if they are not. */
    synchronized DeviceMemory onDevice() {
        requireLive();
        CudaStream stream = owner.stream();
        DeviceMemory there = memory;
        if (there == null) {
            there = DeviceBuffer.allocate(stream, sizeInBytes());
            memory = there;
        }
        MemorySegment numbers = host;
        if (numbers != null && (home == Home.SHARED || (home == Home.HOST && !uploaded))) {
            DeviceCopies.toDevice(stream, numbers, there);
            uploaded = true;
        }
        return there;
    }

    /** The numbers on the host; waits for the stream and copies them if they are not there. */
    synchronized MemorySegment onHost() {
        requireLive();
        MemorySegment numbers = host;
        if (numbers == null) {
            Arena own = Arena.ofShared();
            arena = own;
            numbers = own.allocate(sizeInBytes(), Long.BYTES);
            host = numbers;
        }
        DeviceMemory there = memory;
        if (there != null && (home == Home.DEVICE || (home == Home.RESULT && !downloaded))) {
            DeviceCopies.toHost(owner.stream(), there, numbers);
            owner.stream().synchronize();
            downloaded = true;
        }
        return numbers;
    }

    @Override
    public ByteBuffer bytes() {
        return onHost().asByteBuffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    void requireLive() {
        if (freed) {
            throw new IllegalStateException("The tensor " + this + " was freed with its scope.");
        }
    }

    synchronized void free() {
        if (!freed) {
            freed = true;
            if (memory instanceof DeviceBuffer buffer) {
                buffer.close();
            }
            if (arena != null) {
                arena.close();
            }
            memory = null;
            host = null;
        }
    }

    @Override
    public String toString() {
        return type + " " + TensorSpec.shapeText(shape);
    }
}
