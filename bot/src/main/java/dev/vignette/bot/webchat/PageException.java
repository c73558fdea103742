package dev.vignette.bot.webchat;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Why a request of the page was refused, as a Problem Detail in the shape that all of this service's have. */
final class PageException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private PageException(HttpStatus status, String kind, String title, String detail, boolean retryable) {
        super(status, problem(status, kind, title, detail, retryable), null);
    }

    static PageException noConversation() {
        return new PageException(
                HttpStatus.NOT_FOUND,
                "no-such-conversation",
                "No such conversation",
                "There is no such conversation here; it may have been forgotten. Begin a new one.",
                false);
    }

    static PageException noTurn() {
        return new PageException(
                HttpStatus.NOT_FOUND,
                "no-such-turn",
                "No such message",
                "There is no such message in this conversation; it may have been forgotten. Reload the page.",
                false);
    }

    static PageException bad(String detail) {
        return new PageException(HttpStatus.BAD_REQUEST, "bad-request", "Not understood", detail, false);
    }

    static PageException tooLarge(String detail) {
        return new PageException(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large", detail, false);
    }

    static PageException tooMany(int open) {
        return new PageException(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-messages",
                "Too many messages at once",
                open + " of your messages are still being answered. Wait for one of them, or cancel one.",
                true);
    }

    private static ProblemDetail problem(
            HttpStatus status, String kind, String title, String detail, boolean retryable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:vignette:problem:" + kind));
        problem.setTitle(title);
        problem.setProperty("retryable", retryable);
        return problem;
    }
}
