package dev.vignette.bot.studio;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Why a request to the studio was refused, as a Problem Detail in the shape that all of this service's have. */
final class StudioProblem extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private StudioProblem(HttpStatus status, ProblemDetail problem) {
        super(status, problem, null);
    }

    private static StudioProblem of(HttpStatus status, String kind, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:vignette:problem:" + kind));
        problem.setTitle(title);
        problem.setProperty("retryable", false);
        return new StudioProblem(status, problem);
    }

    /** @param field of the request that has to be changed */
    static StudioProblem field(String field, String title, String detail) {
        StudioProblem problem = of(HttpStatus.UNPROCESSABLE_CONTENT, "bad-" + field.replace('_', '-'), title, detail);
        problem.getBody().setProperty("field", field);
        return problem;
    }

    static StudioProblem noConsent() {
        return field(
                "consent",
                "Consent is missing",
                "Nobody is shown or heard without consent. Tick the sentence, or leave this person out.");
    }

    static StudioProblem oldWording() {
        return of(
                HttpStatus.CONFLICT,
                "old-wording",
                "The wording has changed",
                "The sentence to consent to has changed since this page was loaded. Reload it and read the new one.");
    }

    static StudioProblem full(int most) {
        return of(
                HttpStatus.CONFLICT,
                "too-many-avatars",
                "There is no room for another face",
                most + " faces have been brought already, which is as many as fit. Remove one of them first.");
    }

    static StudioProblem noAvatar() {
        return of(
                HttpStatus.NOT_FOUND,
                "no-such-avatar",
                "There is no such avatar",
                "There is no avatar by this id. GET /api/v1/avatars lists them.");
    }

    static StudioProblem notTheOwner() {
        return of(
                HttpStatus.FORBIDDEN,
                "not-the-owner",
                "Somebody else brought this face",
                "Only the browser in which a face was brought can lend its voice. Bring it again in this one.");
    }

    static StudioProblem tooManyCodes() {
        return of(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-codes",
                "Too many codes were tried",
                "Wait a minute before the next code.");
    }

    static StudioProblem notLent() {
        return of(
                HttpStatus.NOT_FOUND,
                "not-lent",
                "The voice was not lent there",
                "The voice is not lent to that account, or not any more.");
    }

    /** @param code what is wrong with the sample, lower case with dashes */
    static StudioProblem sample(String code, String detail) {
        StudioProblem problem =
                of(HttpStatus.UNPROCESSABLE_CONTENT, "sample-" + code, "The voice sample cannot be used", detail);
        problem.getBody().setProperty("field", "voice_sample");
        return problem;
    }

    static StudioProblem resident() {
        return of(
                HttpStatus.FORBIDDEN,
                "built-in-avatar",
                "This avatar stays",
                "Built-in avatars cannot be removed; only those that somebody has brought.");
    }

    static StudioProblem noClip() {
        return of(
                HttpStatus.NOT_FOUND,
                "no-such-clip",
                "There is no such clip",
                "There is no clip by this id: it was never made here, was deleted, or gave way to newer ones.");
    }
}
