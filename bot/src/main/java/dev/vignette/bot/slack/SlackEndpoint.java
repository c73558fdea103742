package dev.vignette.bot.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.bolt.util.SlackRequestParser.HttpRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpRequestHandler;

/**
 * Slack over HTTP, in the place of Socket Mode or beside it: events, commands and presses at one address, to the same listeners.
 * Nothing is looked at before its signature is. What is not stored in time is refused, and Slack sends events again; the same
 * event stored twice is one.
 *
 * <p>A handler and no controller, because Spring would read form fields before a controller sees the bytes that are signed.
 */
final class SlackEndpoint implements HttpRequestHandler {
    static final String PATH = "/slack/events";

    private static final Logger LOG = LoggerFactory.getLogger(SlackEndpoint.class);
    /** Messages have 40,000 characters at most; the blocks of a pressed button's message come along. */
    private static final int MOST_BYTES = 1 << 20;

    private final App app;
    private final BooleanSupplier introduced;
    private final RequestSignature signature;
    private final SlackRequestParser parser;
    private final Executor executor;
    private final Duration patience;

    /**
     * @param introduced whether the bot knows its own name, without which it cannot tell whether it is meant
     * @param patience of the three seconds that Slack gives to acknowledge
     */
    SlackEndpoint(
            App app, BooleanSupplier introduced, RequestSignature signature, Executor executor, Duration patience) {
        this.app = app;
        this.introduced = introduced;
        this.signature = signature;
        this.parser = new SlackRequestParser(app.config());
        this.executor = executor;
        this.patience = patience;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            say(response, 405, "Slack posts here. There is nothing to see.");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            say(response, 413, "Slack sends nothing larger than a megabyte.");
            return;
        }
        String signed = request.getHeader(RequestSignature.SIGNATURE);
        switch (signature.judge(request.getHeader(RequestSignature.TIMESTAMP), signed, body)) {
            case GOOD -> {
                answer(response, take(request, new String(body, StandardCharsets.UTF_8)));
                if (response.getStatus() >= 500) {
                    signature.forget(signed);
                }
            }
            case REPLAYED -> say(response, 409, "This request has been taken already.");
            case OUTSIDE_WINDOW -> {
                LOG.warn("A request for Slack's endpoint is older or newer than five minutes. Is this clock right?");
                say(response, 401, "The timestamp is too far from this clock.");
            }
            case UNSIGNED, WRONG -> say(response, 401, "Only Slack, with the app's signing secret, is heard here.");
        }
    }

    private Response take(HttpServletRequest request, String body) {
        // Here and not there: the server uses the request's object again once this method has returned.
        Request<?> parsed = parsed(request, body);
        if (parsed == null) {
            return failure(400);
        }
        try {
            return CompletableFuture.supplyAsync(() -> run(parsed), executor)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure(503);
        } catch (TimeoutException e) {
            LOG.warn("What Slack sent takes longer than {} ms to store; Slack sends it again.", patience.toMillis());
            return failure(503);
        } catch (ExecutionException e) {
            LOG.warn("What Slack sent could not be stored; Slack sends it again.", e.getCause());
            return failure(500);
        }
    }

    private Response run(Request<?> request) {
        if (request.getRequestType() != RequestType.UrlVerification && !introduced.getAsBoolean()) {
            return failure(503);
        }
        try {
            return app.run(request);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Request<?> parsed(HttpServletRequest request, String body) {
        Map<String, List<String>> headers = new HashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
        return parser.parse(HttpRequest.builder()
                .requestUri(PATH)
                .queryString(Map.of())
                .requestBody(body)
                .headers(new RequestHeaders(headers))
                .remoteAddress(request.getRemoteAddr())
                .build());
    }

    private static Response failure(int status) {
        return Response.builder().statusCode(status).body("").build();
    }

    private static void answer(HttpServletResponse response, Response answer) throws IOException {
        response.setStatus(answer.getStatusCode());
        if (answer.getBody() != null && !answer.getBody().isEmpty()) {
            response.setContentType(answer.getContentType());
            response.getOutputStream().write(answer.getBody().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void say(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(sentence.getBytes(StandardCharsets.UTF_8));
    }
}
