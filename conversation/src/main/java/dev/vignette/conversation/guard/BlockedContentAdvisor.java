package dev.vignette.conversation.guard;

import dev.vignette.conversation.speakable.Reasoning;
import java.util.Optional;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.core.Ordered;
import reactor.core.publisher.Flux;

/**
 * Ends a request with a {@link BlockedContentException} when the person's last message raises a concern, before any model
 * sees it, or as soon as the answer does, before anybody sees it. Earlier messages and the system prompt are not looked at:
 * a word that was refused once does not spoil the conversation. Safe for several threads.
 */
public final class BlockedContentAdvisor implements StreamAdvisor {
    private final ContentFilter filter;

    public BlockedContentAdvisor(ContentFilter filter) {
        this.filter = filter;
    }

    @Override
    public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
        String message = request.prompt().getUserMessage().getText();
        String asked = message == null ? "" : QuotedMessage.unquoted(message);
        Optional<Concern> concern = filter.check(asked);
        return concern.isPresent()
                ? Flux.error(new BlockedContentException(concern.get()))
                : Flux.defer(() -> {
                    Reader reader = new Reader();
                    return chain.nextStream(request).doOnNext(reader::read);
                });
    }

    /** Reads one answer along while it is written. */
    private final class Reader {
        private final StringBuilder written = new StringBuilder();

        void read(ChatClientResponse response) {
            ChatResponse piece = response.chatResponse();
            String delta = piece == null || piece.getResult() == null
                    ? null
                    : piece.getResult().getOutput().getText();
            if (delta == null || delta.isEmpty()) {
                return;
            }
            written.append(delta);
            // A model may think of what it must not say.
            filter.check(Reasoning.strip(written.toString()))
                    .filter(Concern::isRefused)
                    .ifPresent(concern -> {
                        throw new BlockedContentException(concern);
                    });
        }
    }

    @Override
    public String getName() {
        return "blocked content";
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
