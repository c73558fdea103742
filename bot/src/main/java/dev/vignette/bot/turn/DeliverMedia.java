package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What goes out after the text, below it or into it, labelled as made by AI: the reply as a voice note, as soon as it is spoken,
 * and the film. Each is a {@link Step} of its own. What becomes of the voice note does not keep the film: that follows when the
 * voice note is out, has to be tried again, or is not taken.
 */
final class DeliverMedia {
    private final TurnStore turns;
    private final Deliver deliver;
    private final DeliveryStore deliveries;
    private final Platforms platforms;
    private final Films films;
    private final Sentences sentences;
    private final DeliveryJournal journal;

    DeliverMedia(
            TurnStore turns,
            Deliver deliver,
            DeliveryStore deliveries,
            Platforms platforms,
            Films films,
            Sentences sentences,
            DeliveryJournal journal) {
        this.turns = turns;
        this.deliver = deliver;
        this.deliveries = deliveries;
        this.platforms = platforms;
        this.films = films;
        this.sentences = sentences;
        this.journal = journal;
    }

    /** RENDERED → DELIVERED: the film goes out. */
    Next clip(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        Film film = turn == null ? null : turn.film();
        if (turn == null || film == null || turn.state() != TurnState.RENDERED) {
            return Next.DONE;
        }
        var clip = new Delivery.Clip(film.clip(), film.duration(), () -> films.file(film));
        return attempt(
                turn,
                Delivery.Kind.CLIP,
                List.of(TurnAction.AGAIN, TurnAction.DELETE),
                (platform, delivery) -> platform.deliverClip(delivery, clip),
                journal::clipSent);
    }

    /** The voice note goes out; where nothing else was wanted, RENDERED → DELIVERED. */
    Next voice(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        String clip = turn == null ? null : turn.voice();
        if (turn == null || clip == null || turn.state() == TurnState.CANCELLED) {
            return Next.DONE;
        }
        var voice =
                new Delivery.Voice(clip, () -> films.voice(clip), !turn.form().film());
        return attempt(
                turn,
                Delivery.Kind.VOICE,
                DeliverText.actions(turn),
                (platform, delivery) -> platform.deliverVoice(delivery, voice),
                journal::voiceSent);
    }

    private Next attempt(
            Turn turn,
            Delivery.Kind kind,
            List<TurnAction> actions,
            BiFunction<ChatPlatform, Delivery, PlatformMessageId> post,
            Deliver.Sent sent) {
        return deliver.pending(turn, kind)
                .map(row -> deliver.attempt(
                        turn,
                        kind,
                        row,
                        pending -> {
                            ChatPlatform platform = platforms.named(turn.platform());
                            return post.apply(platform, delivery(platform, turn, pending, kind, actions));
                        },
                        sent))
                .orElse(Next.DONE);
    }

    private Delivery delivery(
            ChatPlatform platform, Turn turn, DeliveryStore.Row pending, Delivery.Kind kind, List<TurnAction> actions) {
        // The text it belongs to, for platforms that edit that to carry a file; elsewhere it is left alone.
        PlatformMessageId text = platform.capabilities().editWithFile()
                ? deliveries.text(turn.id()).orElse(null)
                : null;
        return new Delivery(
                pending.id(),
                turn.id(),
                kind,
                turn.conversation(),
                turn.event(),
                turn.language(),
                sentences.madeByAi(turn.language()),
                actions,
                text);
    }
}
