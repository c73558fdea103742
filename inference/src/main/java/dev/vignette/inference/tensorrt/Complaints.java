package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What TensorRT has complained about since it was last asked, for the one exception that tells it. Safe from any thread. */
final class Complaints {
    private static final int FEW = 4;
    private static final int LONGEST = 300;

    private final Deque<String> errors = new ArrayDeque<>();
    private final Deque<String> warnings = new ArrayDeque<>();

    synchronized void error(String message) {
        add(errors, message);
    }

    synchronized void warning(String message) {
        add(warnings, message);
    }

    private static void add(Deque<String> to, String message) {
        if (to.size() == FEW) {
            to.removeFirst();
        }
        to.add(oneLine(message));
    }

    /** Without TensorRT's codes and source positions, such as {@code 3: [runtime.cpp::operator()::99] Error Code 3: }. */
    static String oneLine(String message) {
        String line = message.replaceAll("\\s+", " ")
                .replaceFirst("^I[A-Z]\\w+::\\w+: ", "")
                .replaceFirst("^(?:\\d+: )?(?:\\[[\\w.:()~ ]+] ?)?(?:Error Code:? \\d+: )?", "")
                .replaceAll(" ?\\((?:In|at) [^()]*\\(?\\)?[^()]* at [\\w/.]+:\\d+\\)", "")
                .strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    synchronized void forget() {
        errors.clear();
        warnings.clear();
    }

    /** All of it in one line, and forgets it; warnings only if there are no errors. */
    synchronized String said() {
        Deque<String> which = errors.isEmpty() ? warnings : errors;
        String said = which.isEmpty() ? "nothing" : String.join(" / ", which);
        forget();
        return said;
    }

    /**
     * The exception for a call that failed.
     *
     * @param sentence what failed, without a full stop
     * @param advice what to do, unless the GPU's memory is full
     */
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
