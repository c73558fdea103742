package dev.vignette.bot.turn;

/** All meters of turns, with their tags. */
public enum TurnMeter {
    /** Counter: messages accepted. Tag {@code platform}. */
    RECEIVED("vignette.turns.received", "Messages accepted"),
    /** Counter: messages that were known already. Tag {@code platform}. */
    DUPLICATES("vignette.turns.duplicates", "Messages that came more than once"),
    /** Counter: turns that ended. Tags {@code state}, {@code reason} ({@code none} if delivered). */
    ENDED("vignette.turns.ended", "Turns that ended"),
    /** Timer: from the message to the delivery of the text. Tag {@code platform}. */
    TEXT("vignette.turns.text", "From the message to the delivery of the text"),
    /** Timer: from the message to the delivery of the voice note. Tag {@code platform}. */
    VOICE("vignette.turns.voice", "From the message to the delivery of the voice note"),
    /** Timer: from the message to the delivery of the clip. Tags {@code platform}, {@code cached}. */
    CLIP("vignette.turns.clip", "From the message to the delivery of the clip"),
    /** Timer: one run of a task. Tag {@code task}. */
    TASK("vignette.turns.task", "One run of a task"),
    /** Counter: tries that failed and are repeated. Tags {@code task}, {@code reason}. */
    RETRIES("vignette.turns.retries", "Tries that failed and are repeated"),
    /** Counter: tasks whose process died. Tag {@code task}. */
    REVIVED("vignette.turns.revived", "Tasks taken over from a process that died"),
    /** Counter: tries to post that failed. Tags {@code platform}, {@code kind}. */
    DELIVERY_FAILURES("vignette.turns.delivery.failures", "Tries to post that failed"),
    /** Gauge: films in line or being made. */
    LINE("vignette.turns.line", "Films in line or being made");

    private final String meterName;
    private final String description;

    TurnMeter(String meterName, String description) {
        this.meterName = meterName;
        this.description = description;
    }

    public String meterName() {
        return meterName;
    }

    public String description() {
        return description;
    }
}
