package dev.vignette.bot.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * Answers what Tomcat refuses before any servlet sees it (malformed addresses, encoded slashes, zero bytes) with a
 * Problem Detail instead of Tomcat's page. Public because Tomcat makes it by name.
 */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            byte[] body = DirectAnswer.json(ProblemAdvice.plain(HttpStatusCode.valueOf(status)));
            response.getReporter().write(new String(body, UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            // The client has gone; there is nobody to tell.
        }
    }
}
