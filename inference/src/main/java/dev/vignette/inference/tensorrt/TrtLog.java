package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * Keeps TensorRT's last complaints, for the one exception that tells them. There is one for the process, which lives as long as
 * it: TensorRT keeps the first that it is given and ignores all others.
 */
final class TrtLog extends ILogger {
    private static final System.Logger LOG = System.getLogger(TrtLog.class.getName());
    private static final int ERROR = 1;
    private static final int WARNING = 2;

    private static final class Holder {
        static final TrtLog LOG = new TrtLog();
    }

    private final Deque<String> errors = new LastFew();
    private final Deque<String> warnings = new LastFew();

    private TrtLog() {}

    /** Needs TensorRT's libraries to be loaded. */
    static TrtLog get() {
        return Holder.LOG;
    }

    private static final class LastFew extends ArrayDeque<String> {
        private static final long serialVersionUID = 1L;
        private static final int FEW = 4;

        @Override
        public boolean add(String text) {
            if (size() == FEW) {
                removeFirst();
            }
            return super.add(text);
        }
    }

    /** Called by TensorRT, from any thread; an exception must not leave it. */
    @Override
    public void log(Severity severity, String message) {
        try {
            String line = oneLine(message);
            synchronized (this) {
                if (severity.value <= ERROR) {
                    errors.add(line);
                } else if (severity.value == WARNING) {
                    warnings.add(line);
                }
            }
            LOG.log(severity.value <= WARNING ? System.Logger.Level.DEBUG : System.Logger.Level.TRACE, line);
        } catch (RuntimeException e) {
            // Nobody is left to be told.
        }
    }

    /** Without TensorRT's codes and source positions, such as {@code 3: [runtime.cpp::operator()::99] Error Code 3: }. */
    static String oneLine(String message) {
        String line = message.replaceAll("\\s+", " ")
                .replaceFirst("^(?:IBuilder|I[A-Z]\\w+)::\\w+: ", "")
                .replaceFirst("^(?:\\d+: )?(?:\\[[\\w.:()~ ]+] ?)?(?:Error Code \\d+: )?", "")
                .replaceAll(" ?\\(?(?:In|at) [\\w/]+ at [\\w/.]+:\\d+\\)?", "")
                .strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    synchronized void forget() {
        errors.clear();
        warnings.clear();
    }

    /** What was complained about since it was last asked, the last first told; warnings only if there are no errors. */
    synchronized String said() {
        Deque<String> which = errors.isEmpty() ? warnings : errors;
        String said = which.isEmpty() ? "nothing" : String.join(" / ", which);
        forget();
        return said;
    }

    /** The exception for a call that failed. */
    InferenceException failure(String sentence, String advice) {
        String said = said();
        String lower = said.toLowerCase(Locale.ROOT);
        boolean memory =
                lower.contains("out of memory") || lower.contains("outofmemory") || lower.contains("cudamalloc");
        return new InferenceException(sentence + ". "
                + (memory
                        ? "The GPU's memory is full: use a smaller batch, close other programs on it, or use a larger GPU."
                        : advice)
                + " (TensorRT says: " + said + ")");
    }
}
