package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.DeliveryException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * A call that Telegram refused or never answered. Carries Telegram's words, which hold no secret; never the client's own
 * exception, whose words may hold the URL and with it the token.
 */
final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String description;
    private final transient @Nullable Duration retryAfter;
    private final @Nullable Long movedTo;

    private CallFailure(
            String method, int code, String description, @Nullable Duration retryAfter, @Nullable Long movedTo) {
        super(method + ": " + (code == 0 ? "" : code + " ") + description);
        this.code = code;
        this.description = description;
        this.retryAfter = retryAfter;
        this.movedTo = movedTo;
    }

    static CallFailure of(String method, TelegramApiException e) {
        if (e instanceof TelegramApiRequestException refused && refused.getErrorCode() != null) {
            ResponseParameters parameters = refused.getParameters();
            String said = refused.getApiResponse() == null ? "" : refused.getApiResponse();
            Integer wait = parameters == null ? null : parameters.getRetryAfter();
            // A 429 without a time is a flood all the same.
            boolean flood = refused.getErrorCode() == 429;
            return new CallFailure(
                    method,
                    refused.getErrorCode(),
                    said,
                    wait != null ? Duration.ofSeconds(wait) : flood ? Duration.ofSeconds(5) : null,
                    parameters == null ? null : parameters.getMigrateToChatId());
        }
        return broken(method, e);
    }

    /** No answer, or none that can be read. */
    static CallFailure broken(String method, Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new CallFailure(method, 0, "no answer (" + root.getClass().getSimpleName() + ")", null, null);
    }

    /** Telegram has asked for a pause that is not over. */
    static CallFailure paused(String method, Duration left) {
        return new CallFailure(method, 429, "waiting for the pause that Telegram asked for", left, null);
    }

    /** HTTP-like code of the Bot API; 0 if there was no answer. */
    int code() {
        return code;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    @Nullable
    Long movedTo() {
        return movedTo;
    }

    /** Whether Telegram's words contain {@code words}, whatever the case. */
    boolean says(String words) {
        return description.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** Whether voice notes or round video notes are not taken: premium users may refuse them, groups may forbid them. */
    boolean refusesNotes() {
        return (code == 400 || code == 403)
                && (says("VOICE_MESSAGES_FORBIDDEN")
                        || says("SEND_VOICES_FORBIDDEN")
                        || says("SEND_ROUNDVIDEOS_FORBIDDEN")
                        || says("SEND_MEDIA_FORBIDDEN")
                        || says("not enough rights"));
    }

    /** Whether the same call may succeed later. */
    boolean passing() {
        return code == 0 || code == 429 || code >= 500;
    }

    /** The same as turns understand it. */
    DeliveryException delivery() {
        String words = String.valueOf(getMessage());
        Duration pause = retryAfter;
        if (pause != null) {
            return DeliveryException.rateLimited(words, pause);
        }
        // 401 and 404: the token is not valid (any more), which whoever runs the bot can mend.
        return passing() || code == 401 || code == 404
                ? DeliveryException.passing(words, this)
                : DeliveryException.refused(words, this);
    }
}
