package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;

/**
 * The reply goes out as a voice note, after the text and as soon as it is spoken. What becomes of it does not keep the film:
 * that follows when the voice note is out, has to be tried again, or is not taken.
 */
final class DeliverVoice implements Step {
    private final TurnStore turns;
    private final Deliver deliver;
    private final DeliveryStore deliveries;
    private final Platforms platforms;
    private final Films films;
    private final Sentences sentences;
    private final DeliveryJournal journal;

    DeliverVoice(
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

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        String clip = turn == null ? null : turn.voice();
        if (turn == null || clip == null || turn.state() == TurnState.CANCELLED) {
            return Next.DONE;
        }
        return deliver.pending(turn, Delivery.Kind.VOICE)
                .map(row -> deliver.attempt(
                        turn, Delivery.Kind.VOICE, row, pending -> post(turn, clip, pending), journal::voiceSent))
                .orElse(Next.DONE);
    }

    private PlatformMessageId post(Turn turn, String clip, DeliveryStore.Row pending) {
        ChatPlatform platform = platforms.named(turn.platform());
        var delivery = new Delivery(
                pending.id(),
                turn.id(),
                Delivery.Kind.VOICE,
                turn.conversation(),
                turn.event(),
                turn.language(),
                sentences.madeByAi(turn.language()),
                null,
                DeliverText.actions(turn),
                platform.capabilities().editWithFile()
                        ? deliveries.text(turn.id()).orElse(null)
                        : null);
        return platform.deliverVoice(delivery, new Delivery.Voice(clip, () -> films.voice(clip)));
    }
}
