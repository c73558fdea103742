package dev.vignette.bot.studio;

import dev.vignette.renderer.voice.UnusableSampleException;
import java.util.Locale;
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

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusable(UnusableSampleException e) {
        String code = e.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return refused(StudioProblem.sample(code, String.valueOf(e.getMessage())));
    }
}
