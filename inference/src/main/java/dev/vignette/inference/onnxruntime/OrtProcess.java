package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.vignette.inference.InferenceException;
import java.lang.foreign.SymbolLookup;

/**
 * ONNX Runtime's environment, of which a process has one: it owns the threads on which all networks compute. Idle threads
 * sleep instead of spinning, which costs some microseconds per run and leaves the processor to the voice, the film and
 * other runs.
 */
final class OrtProcess {
    private OrtProcess() {}

    /** Loads the native library at the first call. */
    static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    /** The C API of the library that the environment has loaded. */
    static OrtApi api() {
        return Holder.API;
    }

    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = make();
        static final OrtApi API = bind();

        private static OrtApi bind() {
            OrtApi api = new OrtApi(SymbolLookup.loaderLookup(), ENVIRONMENT.getVersion());
            try {
                api.keepEnvironment();
            } catch (OrtException e) {
                throw new InferenceException("ONNX Runtime could not be started: " + OpenFailure.oneLine(e), e);
            }
            return api;
        }

        private static OrtEnvironment make() {
            GpuBuild.useIfInstalled();
            try (OrtEnvironment.ThreadingOptions threads = new OrtEnvironment.ThreadingOptions()) {
                // The caller's own thread is one of them. A count of our own also keeps ORT from pinning threads to
                // cores.
                threads.setGlobalIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
                threads.setGlobalInterOpNumThreads(1);
                threads.setGlobalSpinControl(false);
                OrtEnvironment environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "vignette", threads);
                environment.setTelemetry(false);
                return environment;
            } catch (OrtException e) {
                throw new InferenceException("ONNX Runtime could not be started: " + e.getMessage(), e);
            }
        }
    }
}
