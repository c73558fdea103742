package dev.vignette.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.HttpRequestHandler;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Where Telegram posts updates if a webhook is set, in the place of polling; they go the same way as polled ones. Nothing is read
 * before the secret in the header is right. The status is the acknowledgement: what could not be stored is refused, and
 * Telegram posts it again. What cannot be read is taken and passed over, as it would come for ever.
 */
final class TelegramEndpoint implements HttpRequestHandler {
    static final String PATH = "/telegram/updates";

    private static final Logger LOG = LoggerFactory.getLogger(TelegramEndpoint.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Messages have 4,096 characters at most; the message that is answered comes along. */
    private static final int MOST_BYTES = 1 << 20;

    /** Takes an update. */
    @FunctionalInterface
    interface Receiver {
        /**
         * @return false if the bot has not introduced itself yet
         * @throws DataAccessException if it could not be stored
         */
        boolean take(Update update);
    }

    private final WebhookSecret secret;
    private final Receiver receiver;

    TelegramEndpoint(WebhookSecret secret, Receiver receiver) {
        this.secret = secret;
        this.receiver = receiver;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            say(response, 405, "Telegram posts here. There is nothing to see.");
        } else if (!secret.matches(request.getHeader(WebhookSecret.HEADER))) {
            say(response, 401, "Only Telegram, with the secret that it was told, is heard here.");
        } else {
            byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                say(response, 413, "Telegram sends nothing larger than a megabyte.");
            } else {
                take(body, response);
            }
        }
    }

    private void take(byte[] body, HttpServletResponse response) throws IOException {
        Update update = read(body);
        if (update == null) {
            response.setStatus(200);
            return;
        }
        try {
            if (receiver.take(update)) {
                response.setStatus(200);
            } else {
                say(response, 503, "The bot is still starting.");
            }
        } catch (DataAccessException e) {
            LOG.warn("Update {} could not be stored; Telegram posts it again.", update.getUpdateId(), e);
            say(response, 503, "It could not be stored.");
        } catch (RuntimeException e) {
            // It would fail for ever.
            LOG.error("Update {} could not be handled and is passed over.", update.getUpdateId(), e);
            response.setStatus(200);
        }
    }

    private static @Nullable Update read(byte[] body) throws IOException {
        try {
            Update update = JSON.readValue(body, Update.class);
            if (update != null && update.getUpdateId() != null) {
                return update;
            }
        } catch (JsonProcessingException e) {
            // Without the exception's words, which quote what people wrote.
        }
        LOG.warn("An update that Telegram has posted cannot be read and is passed over.");
        return null;
    }

    private static void say(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(sentence.getBytes(StandardCharsets.UTF_8));
    }
}
