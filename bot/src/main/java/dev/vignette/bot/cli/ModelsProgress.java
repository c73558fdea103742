package dev.vignette.bot.cli;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.PullListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** How far a pull is: on a terminal a bar per file that is on its way, elsewhere a line per file that has arrived. */
final class ModelsProgress implements PullListener {
    private static final int WIDTH = 24;
    private static final int NAME = 36;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final Map<String, Transfer> moving = new LinkedHashMap<>();
    private int drawn;
    private long last;

    private record Transfer(long begun, long first, long done, long total) {
        double bytesPerSecond(long now) {
            return now > begun ? (done - first) * 1e9 / (now - begun) : 0;
        }
    }

    ModelsProgress(PrintStream err, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    @SuppressWarnings("SystemConsoleNull") // Where there is no terminal it is null again since JDK 25.
    static ModelsProgress on(PrintStream err) {
        return new ModelsProgress(
                err, System.console() != null && System.console().isTerminal(), System::nanoTime);
    }

    @Override
    public void waiting(ModelId model) {
        say("Another process is pulling " + model + ": waiting for it.");
    }

    @Override
    public void begins(ModelId model, int files, long bytes) {
        if (files > 0) {
            say("Pulling " + model + ": " + files + (files == 1 ? " file" : " files")
                    + (bytes >= 0 ? ", " + Bytes.text(bytes) : ""));
        }
    }

    @Override
    public void progress(ModelId model, String path, long done, long total) {
        long now = nanos.getAsLong();
        Transfer before = moving.get(path);
        moving.put(
                path,
                before == null
                        ? new Transfer(now, done, done, total)
                        : new Transfer(before.begun, Math.min(before.first, done), done, total));
        if (terminal && (drawn == 0 || now - last >= REDRAW_NANOS)) {
            draw(now);
        }
    }

    @Override
    public void retries(ModelId model, String path, String reason) {
        say("  " + path + ": " + reason + "; going on from there.");
    }

    @Override
    public void arrived(ModelId model, String path) {
        Transfer transfer = moving.remove(path);
        say("  ✓ " + path + (transfer == null ? "" : "  " + Bytes.text(transfer.done)));
    }

    /** A line that stays, above the bars. */
    private void say(String line) {
        erase();
        err.println(line);
        if (terminal) {
            draw(nanos.getAsLong());
        }
        err.flush();
    }

    private void draw(long now) {
        erase();
        moving.forEach((path, transfer) -> err.println(bar(path, transfer, now)));
        drawn = moving.size();
        last = now;
        err.flush();
    }

    private void erase() {
        if (drawn > 0) {
            err.print("\u001B[" + drawn + "A\u001B[J");
            drawn = 0;
        }
    }

    private static String bar(String path, Transfer transfer, long now) {
        String name = path.length() <= NAME ? path : "…" + path.substring(path.length() - NAME + 1);
        String speed = Bytes.text(Math.round(transfer.bytesPerSecond(now))) + "/s";
        if (transfer.total <= 0) {
            return String.format(Locale.ROOT, "  %-36s %s  %s", name, Bytes.text(transfer.done), speed);
        }
        int full = Math.toIntExact(Math.min(WIDTH, transfer.done * WIDTH / transfer.total));
        return String.format(
                Locale.ROOT,
                "  %-36s %s%s %3d %%  %s of %s  %s",
                name,
                "━".repeat(full),
                "╌".repeat(WIDTH - full),
                transfer.done * 100 / transfer.total,
                Bytes.text(transfer.done),
                Bytes.text(transfer.total),
                speed);
    }

    /** Takes the bars away. */
    void clear() {
        erase();
        moving.clear();
        err.flush();
    }
}
