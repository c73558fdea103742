package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.ChatPlatform;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HEARD → REPLIED; and on to RENDERED at once if the film of the reply lies ready. */
final class ComposeReply {
    private static final Logger LOG = LoggerFactory.getLogger(ComposeReply.class);

    private final Replies replies;
    private final Films films;
    private final Platforms platforms;
    private final RunningWork running;
    private final Journal journal;
    private final TurnListener listener;

    ComposeReply(
            Replies replies,
            Films films,
            Platforms platforms,
            RunningWork running,
            Journal journal,
            TurnListener listener) {
        this.replies = replies;
        this.films = films;
        this.platforms = platforms;
        this.running = running;
        this.journal = journal;
        this.listener = listener;
    }

    void apply(Turn turn) {
        Heard heard = requireNonNull(turn.heard());
        Reply reply = turn.verbatim() ? replies.verbatim(heard) : composed(turn, heard);
        // Where the person had it forgotten while the reply was made nothing is written, and so nothing remembered.
        journal.replied(turn, reply, ready(turn, reply));
    }

    private Reply composed(Turn turn, Heard heard) {
        var request = new ReplyRequest(
                turn.platform(),
                turn.conversation(),
                turn.id(),
                heard.text(),
                heard.language(),
                turn.avatar(),
                turn.note() != null);
        listener.on(new TurnEvent.ReplyBegins(turn.conversation(), turn.id()));
        return running.run(turn.id(), () -> replies.reply(request, draft(turn)));
    }

    private ReplyDraft draft(Turn turn) {
        return new ReplyDraft() {
            @Override
            public void grows(String text) {
                listener.on(new TurnEvent.ReplyGrows(turn.conversation(), turn.id(), text));
            }

            @Override
            public void restarts() {
                listener.on(new TurnEvent.ReplyBegins(turn.conversation(), turn.id()));
            }
        };
    }

    private Optional<Film> ready(Turn turn, Reply reply) {
        if (reply.spoken().isBlank() || !turn.form().film()) {
            return Optional.empty();
        }
        ChatPlatform platform = platforms.named(turn.platform());
        try {
            return films.ready(FilmRequest.of(turn, reply, platform.capabilities(turn.conversation())));
        } catch (RuntimeException e) {
            // A look into the cache must not cost the person the text; the render step will tell what is wrong.
            LOG.warn("The clip library could not be asked for turn {}; the film is made anew.", turn.id(), e);
            return Optional.empty();
        }
    }
}
