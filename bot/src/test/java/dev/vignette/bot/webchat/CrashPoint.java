package dev.vignette.bot.webchat;

import dev.vignette.bot.turn.TurnState;

/** Where a process is killed. Each message of the crash test is named after the point where its turn is to be caught. */
enum CrashPoint {
    MOVED_RECEIVED,
    MOVED_HEARD,
    MOVED_REPLIED,
    MOVED_RENDERED,
    MOVED_DELIVERED,
    MOVED_FAILED,
    MOVED_DECLINED,
    IN_REPLY,
    IN_FILM,
    BEFORE_TEXT,
    AFTER_TEXT,
    BEFORE_CLIP,
    AFTER_CLIP,
    BEFORE_NOTICE,
    AFTER_NOTICE;

    static CrashPoint moved(TurnState state) {
        return valueOf("MOVED_" + state);
    }

    /** How the turn must end after the crash. */
    TurnState end() {
        return switch (this) {
            case MOVED_FAILED, BEFORE_NOTICE, AFTER_NOTICE -> TurnState.FAILED;
            case MOVED_DECLINED -> TurnState.DECLINED;
            default -> TurnState.DELIVERED;
        };
    }
}
