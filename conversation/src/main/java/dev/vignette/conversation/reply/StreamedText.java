package dev.vignette.conversation.reply;

import dev.vignette.conversation.speakable.Reasoning;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Collects a streamed answer and hands on what of it is meant for people. A tag is held back until it is whole, and
 * everything before a lone {@code </think>} is called back.
 */
final class StreamedText {
    /** Nothing said in 20 seconds is longer; a model that runs wild is cut off. */
    private static final int LONGEST = 12_000;

    private static final Pattern UNFINISHED_TAG = Pattern.compile("[<\\[][^>\\]\\n]{0,40}$");

    private final ReplyListener listener;
    private final InstantSource clock;
    private final StringBuilder raw = new StringBuilder();
    private String sent = "";
    private boolean closed;
    private @Nullable Instant first;

    StreamedText(ReplyListener listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
    }

    synchronized void add(ChatResponse response) {
        String delta = response.getResult() == null
                ? null
                : response.getResult().getOutput().getText();
        if (closed || delta == null || delta.isEmpty() || raw.length() > LONGEST) {
            return;
        }
        raw.append(delta);
        String visible = Reasoning.strip(UNFINISHED_TAG.matcher(raw).replaceFirst(""));
        send(visible);
    }

    /** Ends it: later pieces are ignored. */
    synchronized String close() {
        String text = Reasoning.strip(raw.toString());
        if (!closed) {
            send(text);
        }
        closed = true;
        return text;
    }

    /** Ends it and calls back what was handed on. */
    synchronized void abandon() {
        closed = true;
        if (!sent.isEmpty()) {
            listener.restarted();
            sent = "";
        }
    }

    synchronized Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    private void send(String visible) {
        if (visible.equals(sent)) {
            return;
        }
        if (!visible.startsWith(sent)) {
            listener.restarted();
            sent = "";
        }
        if (visible.length() > sent.length()) {
            first = first == null ? clock.instant() : first;
            listener.text(visible.substring(sent.length()));
            sent = visible;
        }
    }
}
