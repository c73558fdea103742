package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.vignette.inference.InferenceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where ONNX Runtime computes. */
sealed interface Device {
    /** What vector instructions like, in bytes. */
    int ALIGNMENT = 64;

    /** The name for logs, metadata and {@code /health}. */
    String name();

    /** What ONNX Runtime calls the device's memory. */
    String memory();

    /** Which one of these devices it is, from 0. */
    int number();

    /**
     * The numbers at an address of the device, in host memory.
     *
     * @param arena decides how long they can be read; what had to be copied belongs to it
     * @throws InferenceException if they cannot be copied from the device
     */
    MemorySegment read(MemorySegment address, long bytes, Arena arena);

    /** Adds what a session needs to compute there; what the device cannot do stays on the processor. */
    void addTo(OrtSession.SessionOptions options) throws OrtException;

    /** The processor. */
    record Cpu() implements Device {
        @Override
        public String name() {
            return "onnxruntime-cpu";
        }

        @Override
        public String memory() {
            return "Cpu";
        }

        @Override
        public int number() {
            return 0;
        }

        /** A view: nothing is copied. */
        @Override
        public MemorySegment read(MemorySegment address, long bytes, Arena arena) {
            return address.reinterpret(bytes, arena, null);
        }

        @Override
        public void addTo(OrtSession.SessionOptions options) {
            // always there
        }
    }

    /**
     * An NVIDIA GPU.
     *
     * @param gpu its number, from 0
     */
    record Cuda(int gpu) implements Device {
        @Override
        public String name() {
            return "onnxruntime-cuda";
        }

        @Override
        public String memory() {
            return "Cuda";
        }

        @Override
        public int number() {
            return gpu;
        }

        @Override
        public MemorySegment read(MemorySegment address, long bytes, Arena arena) {
            MemorySegment host = arena.allocate(bytes, ALIGNMENT);
            if (bytes > 0) {
                CudaRuntime.loaded().copy(gpu, address, host);
            }
            return host;
        }

        @Override
        public void addTo(OrtSession.SessionOptions options) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
                // Several networks share the card: take what is asked for, not the next power of two.
                cuda.add("arena_extend_strategy", "kSameAsRequested");
                // Trying every algorithm at every new shape takes seconds; lengths change with every sentence.
                cuda.add("cudnn_conv_algo_search", "HEURISTIC");
                options.addCUDA(cuda);
            }
        }
    }
}
