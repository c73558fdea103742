package dev.vignette.bot.discord;

import dev.vignette.bot.chat.DeliveryException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InsufficientPermissionException;
import net.dv8tion.jda.api.exceptions.InteractionExpiredException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;

/**
 * Requests, waited for. JDA keeps to rate limits by itself and waits as long as it is told to; what takes longer than a delivery
 * should is given up and comes again with the same nonce.
 */
final class Requests {
    /** For a place in JDA's line; the upload itself has the client's own limits. */
    private static final Duration IN_LINE = Duration.ofSeconds(60);

    private static final Duration ALTOGETHER = Duration.ofMinutes(6);

    private Requests() {}

    /** What a request was about is not there: the message, the interaction, its token. Something else may be done instead. */
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GoneException(ErrorResponseException cause) {
            super("Discord has it no more (" + cause.getErrorCode() + ").", cause);
        }
    }

    /** Larger than this place takes. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("Discord takes no file of this size here.");
        }
    }

    /** Voice messages are not taken here, though files may be. */
    static final class NoVoiceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoVoiceException() {
            super("Discord takes no voice messages here.");
        }
    }

    /**
     * @throws DeliveryException if it did not succeed
     * @throws GoneException if there is nothing to do it to
     * @throws TooLargeException if a file is too large
     * @throws NoVoiceException if it was a voice message, and none is taken
     */
    static <T> T await(Supplier<? extends RestAction<T>> request) {
        try {
            return request.get()
                    .deadline(System.currentTimeMillis() + IN_LINE.toMillis())
                    .submit()
                    .get(ALTOGETHER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.passing("Stopped while waiting for Discord.", e);
        } catch (TimeoutException | CancellationException e) {
            throw DeliveryException.passing("Discord takes too long.", e);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case ErrorResponseException refused -> refusal(refused);
            case InsufficientPermissionException voice
            when voice.getPermission() == Permission.MESSAGE_ATTACH_VOICE_MESSAGE -> new NoVoiceException();
            case InsufficientPermissionException missing ->
                DeliveryException.refused("The bot lacks the permission " + missing.getPermission() + ".", missing);
            case InteractionExpiredException late -> DeliveryException.refused("The interaction has expired.", late);
            case IllegalArgumentException bad -> DeliveryException.refused("JDA refuses: " + bad.getMessage(), bad);
            case DeliveryException known -> known;
            default ->
                DeliveryException.passing(
                        "Discord could not be reached (" + cause.getClass().getSimpleName() + ").", cause);
        };
    }

    private static RuntimeException refusal(ErrorResponseException refused) {
        ErrorResponse meaning = refused.getErrorResponse();
        int status = refused.getResponse().code;
        if (meaning == ErrorResponse.UNKNOWN_MESSAGE
                || meaning == ErrorResponse.UNKNOWN_WEBHOOK
                || meaning == ErrorResponse.INVALID_WEBHOOK_TOKEN
                || meaning == ErrorResponse.UNKNOWN_INTERACTION) {
            return new GoneException(refused);
        }
        if (meaning == ErrorResponse.REQUEST_ENTITY_TOO_LARGE || status == 413) {
            return new TooLargeException();
        }
        if (meaning == ErrorResponse.CANNOT_SEND_VOICE_MESSAGE) {
            return new NoVoiceException();
        }
        boolean passing = status < 400 || status >= 500 || status == 401 || status == 408 || status == 429;
        String message =
                "Discord answers " + status + " (" + refused.getErrorCode() + ", " + refused.getMeaning() + ").";
        return passing ? DeliveryException.passing(message, refused) : DeliveryException.refused(message, refused);
    }
}
