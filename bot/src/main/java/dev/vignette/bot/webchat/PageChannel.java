package dev.vignette.bot.webchat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events of one conversation and the pages that look at it. Events leave in the order in which they are made. */
final class PageChannel {
    /** Events that a page may have missed and still resume from; beyond that it gets a snapshot. */
    private static final int REMEMBERED = 128;

    private final String life;
    private final Deque<PageEvent> past = new ArrayDeque<>();
    private final Set<PageStream> streams = new HashSet<>();
    private long last;

    /** @param life a name for this process' life: event numbers begin anew with each */
    PageChannel(String life) {
        this.life = life;
    }

    /** Makes an event and sends it. What {@code json} reads is at least as new as anything sent before. */
    synchronized void send(String name, Supplier<@Nullable String> json) {
        String data = json.get();
        if (data != null) {
            PageEvent event = new PageEvent(life + "-" + ++last, name, data);
            past.add(event);
            if (past.size() > REMEMBERED) {
                past.remove();
            }
            streams.forEach(stream -> stream.send(event));
        }
    }

    /** Adds a page: with what it has missed since {@code lastEventId}, or else with a snapshot of everything. */
    synchronized void add(PageStream stream, @Nullable String lastEventId, Supplier<String> snapshot) {
        long seen = seen(lastEventId);
        if (seen >= 0 && seen <= last && last - seen <= past.size()) {
            past.stream().skip(past.size() - (last - seen)).forEach(stream::send);
        } else {
            stream.send(new PageEvent(life + "-" + last, "snapshot", snapshot.get()));
        }
        streams.add(stream);
    }

    synchronized void remove(PageStream stream) {
        streams.remove(stream);
    }

    synchronized boolean idle() {
        return streams.isEmpty();
    }

    synchronized void close() {
        streams.forEach(PageStream::close);
    }

    /** The number in an id of this life; -1 for any other. */
    private long seen(@Nullable String id) {
        if (id == null || !id.startsWith(life + "-")) {
            return -1;
        }
        try {
            return Long.parseLong(id.substring(life.length() + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
