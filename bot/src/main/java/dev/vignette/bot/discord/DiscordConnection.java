package dev.vignette.bot.discord;

import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.manners.Pause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.JDAInfo;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Discord, made in the background and kept up until closed. A token that Discord does not know ends it; an
 * intent that it does not grant is done without. Once connected, JDA reconnects by itself.
 */
final class DiscordConnection implements AutoCloseable {
    static final String USER_AGENT = "DiscordBot (https://github.com/discord-jda/JDA, " + JDAInfo.VERSION + ")";

    private static final Logger LOG = LoggerFactory.getLogger(DiscordConnection.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final DiscordSettings settings;
    private final Duration identifyPause;
    private final Pause pause;
    private final OkHttpClient http;
    private volatile @Nullable JDA jda;
    private volatile boolean closed;
    private volatile boolean messageContent;
    private @Nullable Thread connecting;
    private List<Object> listeners = List.of();

    DiscordConnection(DiscordSettings settings, Duration identifyPause, Pause pause) {
        this.settings = settings;
        this.identifyPause = identifyPause;
        this.pause = pause;
        this.messageContent = settings.messageContent();
        // Redirects would carry the token along; an upload of ten megabytes over a slow line takes a while.
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(30))
                .writeTimeout(Duration.ofSeconds(60))
                .callTimeout(Duration.ofMinutes(5))
                .build();
    }

    /** Begins to connect and returns at once. */
    synchronized void open(List<?> listeners) {
        this.listeners = List.copyOf(listeners);
        connecting = Thread.ofVirtual().name("discord-connect").start(this::connect);
    }

    /** @throws DeliveryException to be tried again, while there is no connection */
    JDA jda() {
        JDA current = jda;
        if (current == null) {
            throw DeliveryException.passing("There is no connection to Discord at the moment.", null);
        }
        return current;
    }

    OkHttpClient http() {
        return http;
    }

    /** Whether the bot may read messages that do not concern it. */
    boolean readsEverything() {
        return messageContent;
    }

    private void connect() {
        Duration next = Duration.ofSeconds(1);
        while (!closed) {
            try {
                JDA built = build();
                jda = built;
                if (closed) {
                    built.shutdownNow();
                }
                return;
            } catch (InvalidTokenException e) {
                LOG.error(
                        "Discord does not know the token. Copy it again from the developer portal (Bot, Reset Token) into"
                                + " VIGNETTE_DISCORD_TOKEN; Discord stays switched off until then.");
                return;
            } catch (RuntimeException e) {
                LOG.warn("Discord cannot be reached ({}); tried again in {} s.", e.getMessage(), next.toSeconds());
            }
            try {
                pause.take(next);
            } catch (InterruptedException e) {
                return;
            }
            next = Pause.after(next, LONGEST_PAUSE);
        }
    }

    private JDA build() {
        // It is on purpose: what concerns the bot comes with its content all the same.
        Message.suppressContentIntentWarning();
        // One thread, so that events are taken in the order they came; not the gateway's own, whose heartbeats must go
        // on.
        ExecutorService events = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("discord-events").daemon().factory());
        return JDABuilder.createLight(settings.token(), intents())
                .setRestConfig(new RestConfig().setBaseUrl(settings.rest().toString()))
                .setSessionController(new IdentifyOrder(settings, http, identifyPause))
                .setHttpClient(http)
                .setEventPool(events, true)
                .setEnableShutdownHook(false)
                .addEventListeners(listeners.toArray())
                .addEventListeners(new Endings())
                .build();
    }

    private Set<GatewayIntent> intents() {
        Set<GatewayIntent> intents = EnumSet.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES);
        if (messageContent) {
            intents.add(GatewayIntent.MESSAGE_CONTENT);
        }
        return intents;
    }

    /** Hears why JDA has given up. */
    private final class Endings extends ListenerAdapter {
        @Override
        public void onShutdown(ShutdownEvent event) {
            if (closed) {
                return;
            }
            jda = null;
            if (event.getCloseCode() == CloseCode.DISALLOWED_INTENTS && messageContent) {
                LOG.warn("The Message Content intent is not switched on in the developer portal; going on without it.");
                messageContent = false;
                open(listeners);
            } else {
                LOG.error("Discord has ended the connection for good ({}).", event.getCloseCode());
            }
        }
    }

    /** Takes no more events, lets requests that are on their way finish, and disconnects. */
    @Override
    public synchronized void close() {
        closed = true;
        if (connecting != null) {
            connecting.interrupt();
        }
        JDA current = jda;
        jda = null;
        if (current != null) {
            current.shutdown();
            try {
                if (!current.awaitShutdown(FAREWELL)) {
                    current.shutdownNow();
                }
            } catch (InterruptedException e) {
                current.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
