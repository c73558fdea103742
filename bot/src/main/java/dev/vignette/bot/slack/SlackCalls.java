package dev.vignette.bot.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import dev.vignette.bot.chat.DeliveryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of Slack's methods, with its refusals told apart: try later, try when told, never. */
final class SlackCalls {
    private static final Set<String> PASSING = Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "ratelimited",
            "rate_limited",
            "message_limit_exceeded",
            "team_added_to_org",
            "accesslimited");

    private static final Duration UNTOLD = Duration.ofSeconds(30);

    private final MethodsClient methods;

    SlackCalls(MethodsClient methods) {
        this.methods = methods;
    }

    /** One call. */
    @FunctionalInterface
    interface Call<T extends SlackApiTextResponse> {
        T make(MethodsClient methods) throws IOException, SlackApiException;
    }

    /** Slack said no. {@link #error} is its word for it. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String error;

        RefusedException(String error) {
            super("Slack answers " + error + ".");
            this.error = error;
        }

        String error() {
            return error;
        }

        boolean is(String... errors) {
            return Set.of(errors).contains(error);
        }
    }

    /**
     * @throws RefusedException if Slack refuses, and will again
     * @throws DeliveryException if the same call may succeed later
     */
    <T extends SlackApiTextResponse> T call(Call<T> call) {
        T answer;
        try {
            answer = call.make(methods);
        } catch (SlackApiException e) {
            throw failure(e);
        } catch (IOException e) {
            throw DeliveryException.passing(
                    "Slack could not be reached (" + e.getClass().getSimpleName() + ").", e);
        }
        if (!answer.isOk()) {
            String error = Objects.requireNonNullElse(answer.getError(), "without saying why");
            if (PASSING.contains(error)) {
                throw DeliveryException.passing("Slack answers " + error + ".", null);
            }
            throw new RefusedException(error);
        }
        return answer;
    }

    private static RuntimeException failure(SlackApiException e) {
        int status = e.getResponse().code();
        if (status == 429) {
            return DeliveryException.rateLimited(
                    "Slack asks for a pause.", pause(e.getResponse().header("Retry-After")));
        }
        String message = "Slack answers with status " + status + ".";
        return status >= 500 || status == 408
                ? DeliveryException.passing(message, null)
                : DeliveryException.refused(message, null);
    }

    /** What {@code Retry-After} says, in seconds. */
    static Duration pause(@Nullable String header) {
        try {
            return header == null ? UNTOLD : Duration.ofSeconds(Math.clamp(Long.parseLong(header.strip()), 1, 3_600));
        } catch (NumberFormatException e) {
            return UNTOLD;
        }
    }

    /** The same, where nothing else can be done about a refusal. */
    <T extends SlackApiTextResponse> T deliver(Call<T> call) {
        try {
            return call(call);
        } catch (RefusedException e) {
            throw DeliveryException.refused(String.valueOf(e.getMessage()), e);
        }
    }
}
