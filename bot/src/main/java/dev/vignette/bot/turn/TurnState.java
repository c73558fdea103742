package dev.vignette.bot.turn;

/** How far a turn is. The first five follow one another; the last three end it early, with a {@link Reason}. */
public enum TurnState {
    /** The message is stored and acknowledged. */
    RECEIVED,
    /** Its words and perhaps its language are known. */
    HEARD,
    /** There is a reply; its text is being delivered and its film waits or is made. */
    REPLIED,
    /** There is a film; it is being delivered. */
    RENDERED,
    /** All is where the person can see it. */
    DELIVERED,
    /** There will be no answer, for no fault: no hearing here, a recording without words. */
    DECLINED,
    /** Something broke. A text that was delivered stays. */
    FAILED,
    /** The person did not want it any more. */
    CANCELLED;

    /** Whether nothing more happens. */
    public boolean ended() {
        return compareTo(DELIVERED) >= 0;
    }
}
