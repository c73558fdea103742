package dev.vignette.bot.webchat;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.Conversation;
import dev.vignette.bot.turn.TurnEvent;
import dev.vignette.bot.turn.TurnListener;
import dev.vignette.bot.turn.Turns;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells open pages what happens in their conversation. A {@code turn} event carries the whole turn as it is now, so a page
 * that has missed something is right again with the next one; {@code reply_started}, {@code reply_delta}, {@code queue},
 * {@code render_started} and {@code progress} say what is on the way to it. Conversations that no page looks at cost nothing,
 * except for the last few hundred, whose pages may come back and resume.
 */
@Component
class ConversationStreams implements TurnListener, SmartLifecycle {
    private static final int IDLE_CHANNELS = 200;

    private final Views views;
    private final JsonMapper json;
    private final String life = TurnId.random(new SecureRandom()).value().substring(16);
    private final Map<ConversationId, PageChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
    private volatile boolean running;

    ConversationStreams(Turns turns, Views views, JsonMapper json) {
        this.views = views;
        this.json = json;
        turns.listen(this);
    }

    SseEmitter open(Conversation conversation, @Nullable String lastEventId) {
        PageChannel channel = channel(conversation.id());
        var stream = new PageStream(channel::remove);
        channel.add(stream, lastEventId, () -> write(views.conversation(conversation)));
        return stream.start();
    }

    @Override
    public void on(TurnEvent event) {
        PageChannel channel = existing(event.conversation());
        if (channel == null) {
            return;
        }
        String turn = event.turn().value();
        switch (event) {
            case TurnEvent.Moved moved ->
                channel.send(
                        "turn", () -> views.turn(moved.turn()).map(this::write).orElse(null));
            case TurnEvent.ReplyBegins begins -> send(channel, "reply_started", "turn", turn);
            case TurnEvent.ReplyGrows grows -> send(channel, "reply_delta", "turn", turn, "text", grows.text());
            case TurnEvent.Waits waits ->
                send(
                        channel,
                        "queue",
                        "turn",
                        turn,
                        "position",
                        waits.position(),
                        "expected_seconds",
                        Views.seconds(waits.expected()));
            case TurnEvent.RenderBegins begins ->
                send(channel, "render_started", "turn", turn, "expected_seconds", Views.seconds(begins.expected()));
            case TurnEvent.Renders renders ->
                send(channel, "progress", "turn", turn, "stage", renders.stage(), "fraction", renders.fraction());
        }
    }

    /** Tells pages that the conversation is gone, and lets them go. */
    void forgotten(ConversationId conversation) {
        PageChannel channel = existing(conversation);
        if (channel != null) {
            send(channel, "forgotten", "conversation", conversation.value());
            synchronized (channels) {
                channels.remove(conversation);
            }
        }
    }

    private void send(PageChannel channel, String name, @Nullable Object... pairs) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            data.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        channel.send(name, () -> write(data));
    }

    private String write(Object data) {
        return json.writeValueAsString(data);
    }

    private @Nullable PageChannel existing(ConversationId conversation) {
        synchronized (channels) {
            return channels.get(conversation);
        }
    }

    private PageChannel channel(ConversationId conversation) {
        synchronized (channels) {
            PageChannel channel = channels.computeIfAbsent(conversation, id -> new PageChannel(life));
            // The least recently used come first.
            Iterator<PageChannel> oldest = channels.values().iterator();
            for (int surplus = channels.size() - IDLE_CHANNELS; surplus > 0 && oldest.hasNext(); surplus--) {
                PageChannel old = oldest.next();
                if (old != channel && old.idle()) {
                    oldest.remove();
                }
            }
            return channel;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Pages are let go before the web server waits for its requests to end: these would not. */
    @Override
    public void stop() {
        running = false;
        List<PageChannel> open;
        synchronized (channels) {
            open = List.copyOf(channels.values());
        }
        open.forEach(PageChannel::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
