package dev.vignette.bot.chat;

import java.util.Locale;
import java.util.Optional;

/** What a person may do with an answer, by a button under it or what the platform has instead. */
public enum TurnAction {
    /** Make a film of an answer that came as text. */
    TALK,
    /** Answer the same message once more; the new answer takes the place of the old one. */
    AGAIN,
    /** Take the answer back, with its film. */
    DELETE,
    /** Stop what is being made. */
    CANCEL;

    /** Name in button ids and message bundles. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Data of the button for this action on {@code turn}: 38 characters at most, which every platform takes. */
    public String data(TurnId turn) {
        return "turn:" + code() + ":" + turn;
    }

    /** What a button's data means; empty if it is none of ours. */
    public static Optional<On> read(String data) {
        String[] parts = data.split(":", -1);
        if (parts.length == 3 && parts[0].equals("turn")) {
            for (TurnAction action : values()) {
                if (action.code().equals(parts[1])) {
                    try {
                        return Optional.of(new On(action, new TurnId(parts[2])));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** An action and what it is to be done to. Comes from outside: whether the person may is still to be asked. */
    public record On(TurnAction action, TurnId turn) {}
}
