package dev.vignette.bot.chat;

/** Where platforms put what they received. Safe to use from any thread. */
public interface Inbox {
    /**
     * Stores the message and everything needed to answer it in one transaction; when this returns, the message survives
     * a crash and the platform may acknowledge it. The same event again, also at the same moment on another node, changes
     * nothing and yields the same turn.
     *
     * @throws org.springframework.dao.DataAccessException if it could not be stored: do not acknowledge
     */
    Receipt accept(ChatMessage message);

    /**
     * @param turn that answers the message
     * @param duplicate whether the message was known already
     */
    record Receipt(TurnId turn, boolean duplicate) {}
}
