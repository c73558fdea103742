package dev.vignette.bot.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongFunction;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/**
 * Calls to the Bot API. Failures come as {@link CallFailure}, which holds neither the token nor what people wrote. Where
 * Telegram has asked for a pause in a chat, calls to that chat fail at once until it is over: asking again would prolong it.
 * Safe to use from any thread. Closing it ends running calls.
 */
final class BotApi implements AutoCloseable {
    /** A call of the library's client. */
    @FunctionalInterface
    interface Call<T> {
        T on(TelegramClient client) throws TelegramApiException;
    }

    private final TelegramSettings settings;
    private final InstantSource clock;
    private final OkHttpClient http;
    private final OkHttpClient pollHttp;
    private final TelegramClient client;
    private final TelegramClient poller;
    private final Cache<Long, Instant> pauses =
            Caffeine.newBuilder().maximumSize(50_000).build();
    /** Groups that have become supergroups, and so have a new id. */
    private final Cache<Long, Long> moved =
            Caffeine.newBuilder().maximumSize(10_000).build();

    BotApi(TelegramSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        // Uploads of 50 MB over a slow line take minutes; answers do not.
        this.http = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(10))
                .writeTimeout(Duration.ofSeconds(60))
                .readTimeout(Duration.ofSeconds(60))
                .callTimeout(Duration.ofMinutes(5))
                .followRedirects(false)
                // A request that may have arrived must not be sent twice behind our back.
                .retryOnConnectionFailure(false)
                .dispatcher(dispatcher())
                .build();
        this.pollHttp = http.newBuilder()
                .readTimeout(settings.poll().plusSeconds(15))
                .callTimeout(settings.poll().plusSeconds(30))
                .dispatcher(new Dispatcher())
                .connectionPool(new ConnectionPool())
                .build();
        this.client = new OkHttpTelegramClient(http, settings.token(), url(settings.api()));
        this.poller = new OkHttpTelegramClient(pollHttp, settings.token(), url(settings.api()));
    }

    private static Dispatcher dispatcher() {
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(64);
        dispatcher.setMaxRequestsPerHost(64);
        return dispatcher;
    }

    static TelegramUrl url(URI api) {
        int port = api.getPort() > 0 ? api.getPort() : api.getScheme().equals("https") ? 443 : 80;
        return TelegramUrl.builder()
                .schema(api.getScheme())
                .host(api.getHost())
                .port(port)
                .build();
    }

    /** A call that belongs to no chat. */
    <T extends Serializable> T call(BotApiMethod<T> method) {
        return run(method.getMethod(), client, client -> client.execute(method));
    }

    /** The library's one call without a chat that may carry a file. */
    void setWebhook(SetWebhook webhook) {
        run(webhook.getMethod(), client, client -> client.execute(webhook));
    }

    /** Waits for updates. */
    <T extends Serializable> T poll(BotApiMethod<T> method) {
        return run(method.getMethod(), poller, client -> client.execute(method));
    }

    /**
     * A call to a chat.
     *
     * @param call made from the chat's id, which may have changed
     */
    <T> T inChat(long chat, String name, LongFunction<Call<T>> call) {
        long now = moved.get(chat, same -> same);
        Instant pause = pauses.getIfPresent(now);
        if (pause != null && clock.instant().isBefore(pause)) {
            throw CallFailure.paused(name, Duration.between(clock.instant(), pause));
        }
        try {
            return run(name, client, call.apply(now));
        } catch (CallFailure e) {
            Duration retryAfter = e.retryAfter();
            if (retryAfter != null) {
                pauses.put(now, clock.instant().plus(retryAfter));
            }
            Long to = e.movedTo();
            if (to != null && to != now) {
                moved.put(chat, to);
                return run(name, client, call.apply(to));
            }
            throw e;
        }
    }

    /** What stands beside the bot's name for some seconds, or until it posts. */
    void show(ChatAddress at, ActionType action) {
        inChat(
                at.chat(),
                "sendChatAction",
                chat -> client -> client.execute(SendChatAction.builder()
                        .chatId(chat)
                        .messageThreadId(at.thread())
                        .action(action.toString())
                        .build()));
    }

    private static <T> T run(String name, TelegramClient client, Call<T> call) {
        try {
            return call.on(client);
        } catch (TelegramApiException e) {
            throw CallFailure.of(name, e);
        } catch (RuntimeException e) {
            throw CallFailure.broken(name, e);
        }
    }

    /** Where a file lies that {@code getFile} has told the path of. Holds the token: never to be logged. */
    URI file(String path) {
        return settings.api().resolve("/file/bot" + settings.token() + "/" + path);
    }

    long botId() {
        return settings.botId();
    }

    @Override
    public void close() {
        for (OkHttpClient each : new OkHttpClient[] {http, pollHttp}) {
            each.dispatcher().cancelAll();
            each.dispatcher().executorService().shutdown();
            each.connectionPool().evictAll();
        }
    }
}
