package dev.vignette.bot.studio;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers refused requests to this package; all else that goes wrong is the service's affair. */
@RestControllerAdvice(basePackageClasses = StudioProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class StudioProblems {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(StudioProblem e) {
        return ResponseEntity.status(e.getStatusCode())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(e.getBody());
    }
}
