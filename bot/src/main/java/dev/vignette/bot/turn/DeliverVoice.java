package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnId;

/**
 * The reply goes out as a voice note, after the text and as soon as it is spoken. What becomes of it does not keep the film:
 * that follows when the voice note is out, has to be tried again, or is not taken.
 */
final class DeliverVoice implements Step {
    private final TurnStore turns;
    private final BelowText below;
    private final Films films;
    private final DeliveryJournal journal;

    DeliverVoice(TurnStore turns, BelowText below, Films films, DeliveryJournal journal) {
        this.turns = turns;
        this.below = below;
        this.films = films;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        String clip = turn == null ? null : turn.voice();
        if (turn == null || clip == null || turn.state() == TurnState.CANCELLED) {
            return Next.DONE;
        }
        var voice =
                new Delivery.Voice(clip, () -> films.voice(clip), !turn.form().film());
        return below.attempt(
                turn,
                Delivery.Kind.VOICE,
                null,
                DeliverText.actions(turn),
                (platform, delivery) -> platform.deliverVoice(delivery, voice),
                journal::voiceSent);
    }
}
