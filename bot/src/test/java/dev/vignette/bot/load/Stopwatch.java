package dev.vignette.bot.load;

import dev.vignette.bot.chat.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes the time from an event to its acknowledgement, by the platform's id of the event. Safe to use from any thread. */
public final class Stopwatch implements Witness {
    private final Map<String, Long> running = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();

    @Override
    public void sent(String what) {
        running.put(what, System.nanoTime());
    }

    @Override
    public void acknowledged(String what) {
        Long begun = running.remove(what);
        if (begun != null) {
            taken.add(System.nanoTime() - begun);
        }
    }

    /** Forgets the times taken so far. */
    void reset() {
        taken.clear();
    }

    /** Events that nobody has acknowledged. */
    int open() {
        return running.size();
    }

    /** Milliseconds below which {@code share} of the acknowledgements came. */
    double percentile(double share) {
        List<Long> sorted = new ArrayList<>(taken);
        sorted.sort(null);
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%6d %8.1f %8.1f %8.1f %8.1f %6d",
                taken.size(),
                percentile(0.5),
                percentile(0.95),
                percentile(0.99),
                percentile(1),
                open());
    }
}
