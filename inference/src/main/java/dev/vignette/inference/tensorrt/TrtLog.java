package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * TensorRT's logger. There is one for the process, which lives as long as it: TensorRT keeps the first that it is given and
 * ignores all others.
 */
final class TrtLog extends ILogger {
    private static final System.Logger LOG = System.getLogger(TrtLog.class.getName());
    private static final int ERROR = 1;
    private static final int WARNING = 2;

    private static final class Holder {
        static final TrtLog LOG = new TrtLog();
    }

    private final Complaints complaints = new Complaints();

    private TrtLog() {}

    /** Needs TensorRT's libraries to be loaded. */
    static TrtLog get() {
        return Holder.LOG;
    }

    /** Called by TensorRT, from any thread; an exception must not leave it. */
    @Override
    public void log(Severity severity, String message) {
        try {
            if (severity.value <= ERROR) {
                complaints.error(message);
            } else if (severity.value == WARNING) {
                complaints.warning(message);
            }
            LOG.log(severity.value <= WARNING ? System.Logger.Level.DEBUG : System.Logger.Level.TRACE, message);
        } catch (RuntimeException e) {
            // Nobody is left to be told.
        }
    }

    void forget() {
        complaints.forget();
    }

    InferenceException failure(String sentence, String advice) {
        return complaints.failure(sentence, advice);
    }
}
