package dev.vignette.conversation.reply;

import java.time.InstantSource;
import java.util.Optional;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * A chat model that a server answers for. After repeated failures it is left alone for a while, so that a dead server costs one wait
 * and not one per message.
 */
abstract class ModelServer implements ReplyProvider {
    private final ServerBreaker breaker;

    /** @param server what and where it is, as in "… failed several times" */
    ModelServer(String server, InstantSource clock) {
        breaker = new ServerBreaker(server, clock, () -> look());
    }

    /** Asks the server itself: empty if it can be used, otherwise what to do. */
    abstract Optional<String> look();

    /**
     * What is sent with every request.
     *
     * @param room times the usual length of an answer
     */
    abstract ChatOptions options(int room);

    /** What to do about {@code cause} alone, whatever has caused it. */
    abstract Optional<String> remedy(Throwable cause);

    @Override
    public final Optional<String> obstacle() {
        return breaker.obstacle();
    }

    @Override
    public final Optional<ChatOptions> roomier() {
        return Optional.of(options(2));
    }

    @Override
    public final void succeeded() {
        breaker.succeeded();
    }

    @Override
    public final void failed(Throwable cause) {
        breaker.failed(cause);
    }

    @Override
    public final Optional<String> advice(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            Optional<String> remedy = remedy(t);
            if (remedy.isPresent()) {
                return remedy;
            }
        }
        return Optional.empty();
    }
}
