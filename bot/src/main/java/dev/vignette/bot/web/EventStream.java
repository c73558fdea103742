package dev.vignette.bot.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipService;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries one film's progress to a client. The film is awaited on a thread of its own and events pass through a short
 * queue, so that a client that reads slowly never slows the rendering; progress that finds the queue full is dropped.
 */
final class EventStream {
    private static final int EVENTS_AHEAD = 32;
    /** A sign of life, by which a client that has gone is noticed. */
    private static final int HEARTBEAT_SECONDS = 1;

    private static final double STEP = 0.01;

    private final OutputStream out;
    private final JsonMapper json;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(EVENTS_AHEAD);
    private @Nullable String lastStage;
    private double lastFraction;

    private record Event(String name, Object data, boolean last) {}

    EventStream(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    /** Answers the plan and returns when the last event has been sent or the client has gone. */
    void carry(ClipService clips, ClipPlan plan) throws InterruptedException {
        Thread waiter = Thread.ofVirtual().name("await-", 0).start(() -> await(clips, plan));
        try {
            boolean over = false;
            while (!over) {
                Event event = events.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                send(event);
                over = event != null && event.last;
            }
        } catch (IOException e) {
            // The client has hung up; the waiter leaves its seat.
        } finally {
            waiter.interrupt();
        }
    }

    private void await(ClipService clips, ClipPlan plan) {
        try {
            Event end;
            try {
                end = new Event("clip", GenerateAnswer.of(clips.answer(plan, this::progress)), true);
            } catch (RuntimeException e) {
                end = new Event("problem", FailureReports.of(e), true);
            }
            events.put(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody listens any more
        }
    }

    /** Called on rendering threads: never waits. */
    private synchronized void progress(String stage, double fraction) {
        if (!stage.equals(lastStage) || fraction >= lastFraction + STEP) {
            boolean taken = events.offer(new Event("progress", Map.of("stage", stage, "fraction", fraction), false));
            lastStage = taken ? stage : null;
            lastFraction = fraction;
        }
    }

    private void send(@Nullable Event event) throws IOException {
        String text = event == null
                ? ":\n\n"
                : "event: " + event.name + "\ndata: " + json.writeValueAsString(event.data) + "\n\n";
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
