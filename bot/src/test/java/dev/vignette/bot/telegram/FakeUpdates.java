package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.Witness;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has happened in the fake server's chats and nobody has confirmed yet: held for one poller, or posted to the webhook. */
final class FakeUpdates {
    /** Who takes the time of confirmations. */
    volatile Witness witness = Witness.NOBODY;

    private final FakeWebhook webhook;
    private final TreeMap<Integer, Object> pending = new TreeMap<>();
    private int nextUpdate = 1000;
    private @Nullable Thread polling;
    private boolean held;

    FakeUpdates(FakeWebhook webhook) {
        this.webhook = webhook;
    }

    /** Adds an update of {@code kind} with {@code content}; gives its id. */
    synchronized int push(String kind, Object content) {
        int id = nextUpdate++;
        witness.sent(Integer.toString(id));
        pending.put(id, Map.of("update_id", id, kind, content));
        notifyAll();
        return id;
    }

    /** How many updates are not confirmed yet. */
    synchronized int unconfirmed() {
        return pending.size();
    }

    /** Waits until a poll is being held. */
    synchronized void awaitPoll() throws InterruptedException {
        while (!held) {
            wait();
        }
    }

    /** Waits until every update is confirmed. */
    synchronized void awaitConfirmed() throws InterruptedException {
        while (!pending.isEmpty()) {
            wait();
        }
    }

    /** Posts what waits to the webhook; gives the statuses. */
    synchronized List<Integer> post() {
        return webhook.post(pending);
    }

    Object poll(FakeTelegram.Call call) {
        if (webhook.set()) {
            throw new FakeTelegram.Refusal(
                    409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook", Map.of());
        }
        int offset = call.get("offset").isEmpty() ? 0 : Integer.parseInt(call.get("offset"));
        long hold = call.get("timeout").isEmpty() ? 0 : Long.parseLong(call.get("timeout")) * 1000;
        synchronized (this) {
            // The later poller wins, as with the real server.
            if (polling != null) {
                polling.interrupt();
            }
            polling = Thread.currentThread();
            try {
                pending.headMap(offset).keySet().forEach(id -> witness.acknowledged(id.toString()));
                pending.headMap(offset).clear();
                notifyAll();
                long end = System.nanoTime() + hold * 1_000_000;
                held = hold > 0;
                while (pending.isEmpty() && held && System.nanoTime() < end) {
                    wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                }
                held = false;
                return pending.values().stream().limit(100).toList();
            } catch (InterruptedException e) {
                throw new FakeTelegram.Refusal(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                        Map.of());
            } finally {
                if (Thread.currentThread() == polling) {
                    polling = null;
                }
            }
        }
    }
}
