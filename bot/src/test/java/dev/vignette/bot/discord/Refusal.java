package dev.vignette.bot.discord;

import net.dv8tion.jda.api.utils.data.DataObject;

/** How the platform refuses a request: an HTTP status and Discord's own code. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int status;
    final int code;

    Refusal(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refusal invalid(String message) {
        return new Refusal(400, 50035, message);
    }

    static void unless(boolean valid, String message) {
        if (!valid) {
            throw invalid(message);
        }
    }

    String body() {
        return DataObject.empty().put("message", getMessage()).put("code", code).toString();
    }
}
