package dev.vignette.bot.cli;

import dev.vignette.bot.generate.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a film is, on one line that is written over, or in plain lines where there is no terminal. Own and not a
 * library's: the one at hand loads a terminal library of its own, which takes longer than a short film.
 */
final class ProgressLine implements ProgressListener {
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean terminal;
    private int percent = -1;
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
        int now = stage.equals("face") ? (int) (fraction * 100) : 0;
        int step = terminal ? 1 : 25;
        if (now < percent + step && percent >= 0) {
            return;
        }
        percent = now;
        if (terminal) {
            int full = now * WIDTH / 100;
            err.printf(Locale.ROOT, "\rMaking the clip %s%s %3d %%", "━".repeat(full), "╌".repeat(WIDTH - full), now);
            open = true;
        } else {
            err.printf(Locale.ROOT, "Making the clip: %d %%%n", now);
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
