package dev.vignette.inference.tensorrt;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.tensorrt.nvinfer.IProgressMonitor;
import org.jspecify.annotations.Nullable;

/**
 * TensorRT's {@code IProgressMonitor}, which the presets do not let Java implement: an object with a table of virtual
 * functions that lead back here, laid out as the Itanium C++ ABI has it. The functions stand in the order in which
 * {@code NvInferRuntimeBase.h} and {@code NvInfer.h} declare them. Interrupting the building thread ends the build.
 *
 * @see <a href="https://docs.nvidia.com/deeplearning/tensorrt/10.6/">TensorRT, IProgressMonitor</a>
 */
final class BuildMonitor implements AutoCloseable {
    private static final AddressLayout TEXT =
            ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(4_096, ValueLayout.JAVA_BYTE));
    private static final StructLayout INFO =
            MemoryLayout.structLayout(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment object;
    private final MemorySegment info;
    private final Thread builder = Thread.currentThread();
    private final String network;
    private final BuildListener listener;
    private final Deque<Phase> phases = new ArrayDeque<>();
    private double furthest;

    /** What is being done, as a part of the whole. */
    private static final class Phase {
        private final String name;
        private final double begin;
        private final double share;
        private final int steps;
        private double reached;

        Phase(String name, double begin, double share, int steps) {
            this.name = name;
            this.begin = begin;
            this.share = share;
            this.steps = Math.max(1, steps);
            this.reached = begin;
        }
    }

    BuildMonitor(String network, BuildListener listener) {
        this.network = network;
        this.listener = listener;
        info = arena.allocate(INFO);
        info.set(ValueLayout.ADDRESS, 0, arena.allocateFrom("IProgressMonitor"));
        info.set(ValueLayout.JAVA_INT, ValueLayout.ADDRESS.byteSize(), 1);
        info.set(ValueLayout.JAVA_INT, ValueLayout.ADDRESS.byteSize() + Integer.BYTES, 0);
        FunctionDescriptor onSelf = FunctionDescriptor.ofVoid(ValueLayout.ADDRESS);
        MemorySegment[] functions = {
            stub("language", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
            stub("interfaceInfo", FunctionDescriptor.of(INFO, ValueLayout.ADDRESS)),
            stub("destroyed", onSelf),
            stub("destroyed", onSelf),
            stub("phaseStart", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, TEXT, TEXT, ValueLayout.JAVA_INT)),
            stub(
                    "stepComplete",
                    FunctionDescriptor.of(ValueLayout.JAVA_BOOLEAN, ValueLayout.ADDRESS, TEXT, ValueLayout.JAVA_INT)),
            stub("phaseFinish", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, TEXT))
        };
        MemorySegment table = arena.allocate(ValueLayout.ADDRESS, functions.length);
        for (int i = 0; i < functions.length; i++) {
            table.setAtIndex(ValueLayout.ADDRESS, i, functions[i]);
        }
        object = arena.allocate(ValueLayout.ADDRESS);
        object.set(ValueLayout.ADDRESS, 0, table);
    }

    private MemorySegment stub(String method, FunctionDescriptor descriptor) {
        try {
            MethodType type = descriptor.toMethodType();
            MethodHandle handle = MethodHandles.lookup().bind(this, method, type);
            return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The object as the presets know it; valid until this is closed. */
    IProgressMonitor pointer() {
        return new IProgressMonitor(new Native.At(object.address()));
    }

    /** For tests: the object's address. */
    MemorySegment object() {
        return object;
    }

    @SuppressWarnings("unused") // called by TensorRT
    private int language(MemorySegment self) {
        return 0; // APILanguage::kCPP
    }

    @SuppressWarnings("unused") // called by TensorRT
    private MemorySegment interfaceInfo(MemorySegment self) {
        return info;
    }

    @SuppressWarnings("unused") // the arena owns it
    private void destroyed(MemorySegment self) {}

    @SuppressWarnings("unused") // called by TensorRT
    private void phaseStart(MemorySegment self, MemorySegment name, MemorySegment parent, int steps) {
        try {
            begin(text(name), steps);
        } catch (RuntimeException e) {
            // A listener's failure must not reach C++, which it would end.
        }
    }

    @SuppressWarnings("unused") // called by TensorRT
    private boolean stepComplete(MemorySegment self, MemorySegment name, int step) {
        try {
            advance(text(name), step + 1);
        } catch (RuntimeException e) {
            // as above
        }
        return !builder.isInterrupted();
    }

    @SuppressWarnings("unused") // called by TensorRT
    private void phaseFinish(MemorySegment self, MemorySegment name) {
        try {
            end(text(name));
        } catch (RuntimeException e) {
            // as above
        }
    }

    private static @Nullable String text(MemorySegment pointer) {
        return pointer.address() == 0 ? null : pointer.getString(0);
    }

    /** A phase takes one step of the phase that it is inside, from where that has got to. */
    private synchronized void begin(@Nullable String name, int steps) {
        Phase outer = phases.peek();
        double begin = outer == null ? furthest : outer.reached;
        double share = outer == null ? 1 - furthest : outer.share / outer.steps;
        phases.push(new Phase(String.valueOf(name), begin, share, steps));
        tell(begin);
    }

    private synchronized void advance(@Nullable String name, int done) {
        for (Phase phase : phases) {
            if (phase.name.equals(String.valueOf(name))) {
                phase.reached = phase.begin + phase.share * Math.min(done, phase.steps) / phase.steps;
                tell(phase.reached);
                return;
            }
        }
    }

    private synchronized void end(@Nullable String name) {
        Phase top = phases.peek();
        if (top != null && top.name.equals(String.valueOf(name))) {
            phases.pop();
            tell(top.begin + top.share);
        } else {
            phases.removeIf(phase -> phase.name.equals(String.valueOf(name)));
        }
    }

    private void tell(double fraction) {
        furthest = Math.clamp(fraction, furthest, 1);
        Phase top = phases.peek();
        listener.progress(network, top == null ? "" : top.name, furthest);
    }

    @Override
    public void close() {
        arena.close();
    }
}
