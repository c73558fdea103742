package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/** Where ONNX Runtime computes. */
sealed interface Device {
    /** The name for logs, metadata and {@code /health}. */
    String name();

    /** Adds what a session needs to compute there; what the device cannot do stays on the processor. */
    void addTo(OrtSession.SessionOptions options) throws OrtException;

    /** The processor. */
    record Cpu() implements Device {
        @Override
        public String name() {
            return "onnxruntime-cpu";
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
