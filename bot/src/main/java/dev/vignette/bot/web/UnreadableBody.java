package dev.vignette.bot.web;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in people's words why a JSON body could not be read. */
final class UnreadableBody {
    private static final String EXAMPLE = "Send a JSON object such as {\"text\": \"Hello there.\"}, in UTF-8.";

    private UnreadableBody() {}

    static ProblemDetail explain(HttpMessageNotReadableException failure) {
        if (cause(failure, BodyLimitFilter.BodyTooLargeException.class).isPresent()) {
            return ProblemAdvice.bodyTooLarge();
        }
        return Problem.of(HttpStatus.BAD_REQUEST, "unreadable-body", "The body cannot be read", detail(failure), false);
    }

    private static String detail(HttpMessageNotReadableException failure) {
        Optional<UnrecognizedPropertyException> unknown = cause(failure, UnrecognizedPropertyException.class);
        if (unknown.isPresent()) {
            return "There is no field \"" + shown(unknown.get().getPropertyName()) + "\". Known fields are: "
                    + Objects.requireNonNullElse(unknown.get().getKnownPropertyIds(), List.of()).stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(joining(", "))
                    + ".";
        }
        Optional<StreamReadException> syntax = cause(failure, StreamReadException.class);
        if (syntax.isPresent()) {
            return "The body is not valid JSON" + at(syntax.get().getLocation()) + ". " + EXAMPLE;
        }
        Optional<DatabindException> wrong = cause(failure, DatabindException.class);
        if (wrong.isPresent() && !wrong.get().getPath().isEmpty()) {
            String field = wrong.get().getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(Objects::nonNull)
                    .collect(joining("."));
            Class<?> wanted =
                    wrong.get() instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
            return "The field \"" + shown(field) + "\" has a value of the wrong kind. It takes " + kind(wanted) + ".";
        }
        return EXAMPLE;
    }

    private static String kind(@Nullable Class<?> wanted) {
        if (wanted == null || wanted == String.class) {
            return "a text";
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return "a number";
        }
        if (wanted == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(wanted) ? "a list" : "an object";
    }

    private static String at(@Nullable TokenStreamLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    /** What came from outside, short and harmless enough to be repeated. */
    private static String shown(@Nullable String name) {
        String harmless = String.valueOf(name).replaceAll("[^A-Za-z0-9_.-]", "?");
        return harmless.length() <= 40 ? harmless : harmless.substring(0, 40) + "…";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
