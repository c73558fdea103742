package dev.vignette.bot.cli;

import dev.vignette.bot.generate.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a film is, on one line that is written over, or in plain lines where there is no terminal. Own and not a
 * library's: the one at hand loads a terminal library of its own, which takes longer than a short film.
 */
final class ProgressLine implements ProgressListener {
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean terminal;
    private int percent;
    private @Nullable String shown;
    private boolean open;

    private ProgressLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @SuppressWarnings("SystemConsoleNull") // Where there is no terminal it is null again since JDK 25.
    static ProgressLine on(PrintStream err) {
        return new ProgressLine(
                err, System.console() != null && System.console().isTerminal());
    }

    static ProgressLine plain(PrintStream err) {
        return new ProgressLine(err, false);
    }

    /** The face is the stage that decides: it ends last, and its fraction is that of the finished film. */
    @Override
    public synchronized void onProgress(String stage, double fraction) {
        show("Making the clip", stage.equals("face") ? (int) (fraction * 100) : 0);
    }

    /** A network that is made ready for the GPU, once; the film goes on afterwards. */
    synchronized void preparing(String network, double fraction) {
        show("Preparing the GPU, once: " + network, (int) (fraction * 100));
    }

    private void show(String what, int now) {
        int step = terminal ? 1 : 25;
        boolean same = what.equals(shown);
        if (same && now < percent + step) {
            return;
        }
        percent = now;
        shown = what;
        if (terminal) {
            int full = now * WIDTH / 100;
            // What stood there may have been longer.
            String rest = same ? "" : "\u001B[K";
            err.printf(Locale.ROOT, "\r%s %s%s %3d %%%s", what, "━".repeat(full), "╌".repeat(WIDTH - full), now, rest);
            open = true;
        } else {
            err.printf(Locale.ROOT, "%s: %d %%%n", what, now);
        }
        err.flush();
    }

    /** Takes the line away. */
    synchronized void clear() {
        if (open) {
            err.print("\r\u001B[K");
            err.flush();
            open = false;
        }
    }
}
