package dev.vignette.bot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.slack.SlackCalls.RefusedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Slack, made in the background and kept up until closed. Tokens that Slack does not know end it. When Slack
 * wants a socket replaced, the library does so; one that closes otherwise is replaced here, and with growing pauses while Slack
 * refuses. Either looks whether the other was at it: were a socket that has just opened replaced by a second one,
 * acknowledgements of what it has brought would be lost.
 */
final class SlackConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackConnection.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Listeners that run at a time; each stores one event. */
    private static final int LISTENERS = 8;
    /** From the address of a socket to the socket. */
    private static final Duration TO_OPEN = Duration.ofSeconds(10);

    /** For the library to notice that it is to replace the socket that has closed. */
    private static final Duration LIBRARYS_TURN = Duration.ofMillis(300);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final SlackSettings settings;
    private final Pause pause;
    private final Slack slack;
    private final SlackCalls calls;
    /** A permit is a reason to connect. */
    private final Semaphore wanted = new Semaphore(1);

    private volatile boolean closed;
    private @Nullable Thread connecting;
    private @Nullable SocketModeApp sockets;
    private volatile String self = "";
    private volatile String team = "";

    SlackConnection(SlackSettings settings, Pause pause) {
        this.settings = settings;
        this.pause = pause;
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.api().toString());
        config.setStatsEnabled(false);
        config.setHttpClientReadTimeoutMillis(30_000);
        config.setHttpClientWriteTimeoutMillis(30_000);
        config.setHttpClientCallTimeoutMillis(60_000);
        this.slack = Slack.getInstance(config);
        this.calls = new SlackCalls(slack.methods(settings.botToken()));
    }

    SlackCalls calls() {
        return calls;
    }

    /** An app for this connection, without listeners yet. */
    App app() {
        return new App(AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(settings.botToken())
                .signingSecret("")
                // A socket's address is a ticket; over HTTP the endpoint checks, and better than the library does.
                .requestVerificationEnabled(false)
                .allEventsApiAutoAckEnabled(true)
                .subtypedMessageEventsAutoAckEnabled(true)
                .authTestCacheEnabled(true)
                .build());
    }

    /** The bot's own user id; empty until connected. */
    String self() {
        return self;
    }

    /** The workspace of the token; empty until connected. */
    String team() {
        return team;
    }

    /** Begins to connect and returns at once. */
    synchronized void open(App app) {
        connecting = Thread.ofVirtual().name("slack-connect").start(() -> keepUp(app));
    }

    private void keepUp(App app) {
        Duration next = Duration.ofSeconds(1);
        while (!closed) {
            try {
                wanted.acquire();
                wanted.drainPermits();
                connect(app);
                next = Duration.ofSeconds(1);
            } catch (InterruptedException e) {
                return;
            } catch (RefusedException e) {
                if (e.is("invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type")) {
                    LOG.error(
                            "Slack does not take the token ({}). Copy both again from the app's pages (OAuth & Permissions;"
                                    + " Basic Information, App-Level Tokens); Slack stays switched off until then.",
                            e.getMessage());
                    return;
                }
                next = again(next, e);
            } catch (Exception e) {
                next = again(next, e);
            }
        }
    }

    private Duration again(Duration next, Exception e) {
        LOG.warn("Slack cannot be reached ({}); tried again in {} s.", e.getMessage(), next.toSeconds());
        wanted.release();
        try {
            pause.take(next);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Pause.after(next, LONGEST_PAUSE);
    }

    private void connect(App app) throws Exception {
        if (self.isEmpty()) {
            var me = calls.call(methods -> methods.authTest(request -> request));
            self = me.getUserId();
            team = me.getTeamId();
        }
        if (!settings.sockets()) {
            LOG.info("Slack is taken over HTTP.");
            return;
        }
        SocketModeApp present;
        boolean fresh;
        synchronized (this) {
            if (closed) {
                return;
            }
            present = sockets;
            fresh = present == null;
            if (present == null) {
                calls.call(methods -> slack.methods(settings.appToken()).appsConnectionsOpen(request -> request));
                present =
                        new SocketModeApp(settings.appToken(), app, SocketModeClient.Backend.JavaWebSocket, LISTENERS);
                present.startAsync();
                SocketModeClient made = present.getClient();
                if (made == null) {
                    throw DeliveryException.passing("Slack gave no socket.", null);
                }
                made.addWebSocketCloseListener((code, reason) -> wanted.release());
                sockets = present;
            }
        }
        SocketModeClient client = present.getClient();
        if (client == null) {
            // Closed this moment.
            return;
        }
        if (!fresh && !open(client, LIBRARYS_TURN) && !closed) {
            client.connectToNewEndpoint();
        }
        // Until it is open it looks like one that has closed, and would be replaced.
        if (!open(client, TO_OPEN) && !closed) {
            throw DeliveryException.passing("Slack's socket does not open.", null);
        }
        LOG.info("Connected to Slack.");
    }

    /** Whether the socket is open, or opens soon enough. */
    private static boolean open(SocketModeClient client, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!client.verifyConnection()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connecting != null) {
            connecting.interrupt();
        }
        try {
            if (sockets != null) {
                sockets.close();
            }
            slack.close();
        } catch (Exception e) {
            LOG.debug("Closing the connection to Slack failed.", e);
        }
    }
}
