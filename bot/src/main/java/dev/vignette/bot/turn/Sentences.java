package dev.vignette.bot.turn;

import dev.vignette.bot.words.Phrases;

/** What the service itself says to people, in their language: English, Spanish or Chinese, English for all others. */
public final class Sentences {
    private static final Phrases PHRASES = new Phrases("dev.vignette.bot.turn.reasons");

    /**
     * Why the turn ended early.
     *
     * @throws IllegalStateException if it has not
     */
    public String reason(Turn turn) {
        Turn.Ending ending = turn.ending();
        if (ending == null) {
            throw new IllegalStateException(
                    "Turn " + turn.id() + " is " + turn.state() + " and has no reason to tell.");
        }
        return reason(ending.reason(), turn.language());
    }

    /** @param language BCP 47 */
    public String reason(Reason reason, String language) {
        return PHRASES.say("reason." + reason.code(), language);
    }

    /** The label that goes with every clip. */
    String madeByAi(String language) {
        return PHRASES.say("made-by-ai", language);
    }
}
