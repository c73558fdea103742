package dev.vignette.bot.web;

import static java.util.stream.Collectors.joining;

import dev.vignette.bot.generate.QueueFullException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever goes wrong between the request and a controller's answer into a Problem Detail. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> failure(Exception failure) {
        HttpHeaders headers = new HttpHeaders();
        if (failure instanceof QueueFullException full) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(full.retryAfter().toSeconds()));
        }
        return Problem.answer(FailureReports.of(failure), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return Problem.answer(UnreadableBody.explain(failure));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return Problem.answer(
                Problem.of(
                        status,
                        "unsupported-media-type",
                        "The body has the wrong type",
                        "Send JSON, with the header \"Content-Type: application/json\".",
                        false),
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String allowed = Objects.requireNonNullElse(failure.getSupportedHttpMethods(), Set.of()).stream()
                .map(Object::toString)
                .sorted()
                .collect(joining(", "));
        return Problem.answer(
                Problem.of(
                        status,
                        "method-not-allowed",
                        "This cannot be done here",
                        "This address does not take " + failure.getMethod() + ". It takes: " + allowed + ".",
                        false),
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return Problem.answer(plain(status));
    }

    /** For failures of which only the status is known. */
    static ProblemDetail plain(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String kind = known == null
                ? "status-" + status.value()
                : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (status.value()) {
            case 400 ->
                Problem.of(
                        status,
                        kind,
                        "The request cannot be read",
                        "The address or a header of the request is malformed. /swagger-ui.html describes the API.",
                        false);
            case 404 ->
                Problem.of(
                        status,
                        kind,
                        "There is nothing here",
                        "There is nothing at this address. /swagger-ui.html describes the API.",
                        false);
            case 406 ->
                Problem.of(
                        status,
                        kind,
                        "Not to be had in this form",
                        "Ask for application/json, or leave the Accept header out.",
                        false);
            case 413 -> bodyTooLarge();
            default ->
                Problem.of(
                        status,
                        kind,
                        known == null ? "The request failed" : known.getReasonPhrase(),
                        status.is5xxServerError()
                                ? "Something went wrong here. Try again in a moment."
                                : "The request cannot be carried out as it is. /swagger-ui.html describes the API.",
                        status.is5xxServerError());
        };
    }

    static ProblemDetail bodyTooLarge() {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "The request is too large",
                "The request has more than " + BodyLimitFilter.LIMIT / 1_000_000
                        + " MB. Send a smaller picture or a shorter voice sample.",
                false);
    }
}
