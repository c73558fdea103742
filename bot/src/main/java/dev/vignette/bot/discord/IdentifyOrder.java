package dev.vignette.bot.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the gateway is and how soon after one another sessions may begin. Discord allows one new session per five seconds and a
 * thousand a day; the rest of the day's budget is told by {@code GET /gateway/bot}.
 */
final class IdentifyOrder extends SessionControllerAdapter {
    /** By Discord's rule of one at a time. */
    static final Duration DISCORDS = Duration.ofSeconds(IDENTIFY_DELAY);

    private static final Logger LOG = LoggerFactory.getLogger(IdentifyOrder.class);
    private static final int FEW_SESSIONS = 50;

    private final DiscordSettings settings;
    private final OkHttpClient http;
    private final Duration pause;

    /** @param pause between two sessions */
    IdentifyOrder(DiscordSettings settings, OkHttpClient http, Duration pause) {
        this.settings = settings;
        this.http = http;
        this.pause = pause;
    }

    @Override
    public String getGateway() {
        return settings.gateway() == null ? askForGateway() : settings.gateway().toString();
    }

    private String askForGateway() {
        Request request = new Request.Builder()
                .url(settings.rest().resolve("gateway/bot").toString())
                .header("Authorization", "Bot " + settings.token())
                .header("User-Agent", DiscordConnection.USER_AGENT)
                .build();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() == 401) {
                throw new InvalidTokenException();
            }
            if (!response.isSuccessful()) {
                throw new IOException("GET /gateway/bot was answered with " + response.code());
            }
            DataObject answer = DataObject.fromJson(response.body().byteStream());
            int left = answer.getObject("session_start_limit").getInt("remaining", FEW_SESSIONS);
            if (left < FEW_SESSIONS) {
                LOG.warn("Discord allows only {} more new sessions today.", left);
            }
            return Objects.requireNonNull(answer.getString("url"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void runWorker() {
        synchronized (lock) {
            if (workerHandle == null) {
                workerHandle = new QueueWorker(pause.toMillis());
                workerHandle.setDaemon(true);
                workerHandle.start();
            }
        }
    }
}
