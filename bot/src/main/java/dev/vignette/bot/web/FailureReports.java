package dev.vignette.bot.web;

import dev.vignette.bot.generate.QueueFullException;
import dev.vignette.bot.generate.Refusal;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.media.MediaException;
import dev.vignette.renderer.RenderException;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What is said of a failure of our own: which status, and whether trying again makes sense. */
final class FailureReports {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

    private FailureReports() {}

    static ProblemDetail of(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> of(refusal);
            case QueueFullException full ->
                Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE, "queue-full", "Too many films are waiting", text(full), true);
            case RenderException render -> of(render);
            case MediaException media -> of(media);
            case ClipStoreException store -> of(store);
            case ModelStoreException models -> of(models);
            default -> unexpected(failure);
        };
    }

    private static ProblemDetail of(Refusal refusal) {
        ProblemDetail problem = Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                kind(refusal.reason()),
                refusal.reason().title(),
                text(refusal),
                false);
        problem.setProperty("field", refusal.reason().field());
        return problem;
    }

    private static ProblemDetail of(RenderException failure) {
        HttpStatus status = switch (failure.reason()) {
            case UNSPEAKABLE_TEXT, UNUSABLE_PORTRAIT, UNUSABLE_SAMPLE, NO_CONSENT -> HttpStatus.UNPROCESSABLE_CONTENT;
            case ENGINE_MISSING, CANCELLED -> HttpStatus.SERVICE_UNAVAILABLE;
            case STORAGE_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case ENGINE_FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.warn("An engine failed", failure);
        }
        return Problem.of(status, kind(failure.reason()), "No film was made", text(failure), failure.retryable());
    }

    private static ProblemDetail of(MediaException failure) {
        HttpStatus status = switch (failure.reason()) {
            case STORAGE_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case STORAGE_FAILED, ENCODER_FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.warn("A film could not be written", failure);
        }
        String title = status == HttpStatus.UNPROCESSABLE_CONTENT ? "The file cannot be used" : "No film was made";
        return Problem.of(status, kind(failure.reason()), title, text(failure), failure.retryable());
    }

    private static ProblemDetail of(ClipStoreException failure) {
        boolean full = failure.reason() == ClipStoreException.Reason.FULL;
        if (!full) {
            LOG.warn("The clip store failed", failure);
        }
        return Problem.of(
                full ? HttpStatus.INSUFFICIENT_STORAGE : HttpStatus.INTERNAL_SERVER_ERROR,
                full ? "storage-full" : "storage-unavailable",
                full ? "The disk is full" : "The clip store cannot be used",
                text(failure),
                true);
    }

    private static ProblemDetail of(ModelStoreException failure) {
        HttpStatus status = switch (failure.reason()) {
            case UNKNOWN_MODEL -> HttpStatus.NOT_FOUND;
            case LICENCE_NOT_ACCEPTED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NO_SPACE -> HttpStatus.INSUFFICIENT_STORAGE;
            case NOT_FOUND, FORBIDDEN, NETWORK, WRONG_CONTENT -> HttpStatus.BAD_GATEWAY;
            case INTERRUPTED -> HttpStatus.SERVICE_UNAVAILABLE;
            case STORAGE, BAD_MANIFEST, SETTING -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.warn("The store of models failed", failure);
        }
        return Problem.of(
                status,
                kind(failure.reason()),
                "The model is not to be had",
                text(failure),
                failure.reason().retryable());
    }

    /** Nothing of the failure itself is told: it was not written to be shown. */
    private static ProblemDetail unexpected(Throwable failure) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Unexpected failure {}", reference, failure);
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "unexpected",
                "Something went wrong here",
                "This should not have happened. Try again; if it stays so, look for \"" + reference
                        + "\" in the service's log.",
                true);
    }

    private static String kind(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
