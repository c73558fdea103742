package dev.vignette.bot.web;

import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Builds Problem Details of one shape: {@code type}, {@code title}, {@code status}, {@code detail}, {@code retryable}. */
final class Problem {
    private static final String TYPES = "urn:vignette:problem:";

    private Problem() {}

    /**
     * @param kind short name of the problem, lower case with dashes
     * @param retryable whether the same request may succeed later
     */
    static ProblemDetail of(HttpStatusCode status, String kind, String title, String detail, boolean retryable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPES + kind));
        problem.setTitle(title);
        problem.setProperty("retryable", retryable);
        return problem;
    }

    static ResponseEntity<Object> answer(ProblemDetail problem) {
        return answer(problem, new HttpHeaders());
    }

    static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                // Said outright, so that no Accept header can turn an explanation into an empty answer.
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(problem);
    }
}
