package dev.vignette.bot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.SlackApiTextResponse;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.doctor.Finding.Verdict;
import dev.vignette.bot.slack.SlackCalls.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at the app, for {@code vignette doctor --slack}; posts a canned clip if it is told where. */
public final class SlackCheck {
    /** Of Ada saying hello: made by the embedded voice and face, and labelled so in the film. */
    private static final String CANNED = "/dev/vignette/bot/telegram/greeting.mp4";

    private static final List<String> SCOPES = List.of(
            "app_mentions:read",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
            "im:history",
            "im:read",
            "im:write",
            "users:read");

    private final Function<String, @Nullable String> environment;
    private final String channel;

    /**
     * @param environment gives the value of an environment variable, or null
     * @param channel id of the channel to post the clip in; empty for none
     */
    public SlackCheck(Function<String, @Nullable String> environment, String channel) {
        this.environment = environment;
        this.channel = channel.strip();
    }

    /** All findings, in the order in which they are shown. Talks to Slack. */
    public List<Finding> findings() {
        SlackSettings settings = SlackSettings.from(key ->
                environment.apply(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        if (settings.botToken().isEmpty() || !(settings.sockets() || settings.http())) {
            return List.of(bad(
                    "Slack tokens",
                    "not set",
                    "Make an app from docs/platforms/slack-manifest.yml; set VIGNETTE_SLACK_BOT_TOKEN and"
                            + " VIGNETTE_SLACK_APP_TOKEN."));
        }
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.api().toString());
        config.setStatsEnabled(false);
        config.setHttpClientCallTimeoutMillis(30_000);
        try (Slack slack = Slack.getInstance(config)) {
            return findings(slack, settings);
        } catch (Exception e) {
            return List.of(bad("Slack", "could not be examined (" + e.getClass().getSimpleName() + ")", ""));
        }
    }

    private List<Finding> findings(Slack slack, SlackSettings settings) {
        List<Finding> findings = new ArrayList<>();
        SlackCalls bot = new SlackCalls(slack.methods(settings.botToken()));
        SlackCalls app = new SlackCalls(slack.methods(settings.appToken()));
        try {
            var me = bot.call(methods -> methods.authTest(request -> request));
            findings.add(good("Slack bot token", "is " + me.getUser() + "'s in " + me.getTeam()));
            findings.add(scopes(me));
        } catch (RefusedException e) {
            findings.add(bad("Slack bot token", "Slack answers " + e.error(), "OAuth & Permissions, copy it anew."));
            return findings;
        } catch (DeliveryException e) {
            findings.add(bad("Slack", String.valueOf(e.getMessage()), "Is the network there?"));
            return findings;
        }
        if (settings.http()) {
            findings.add(good("Slack signing secret", "set: requests are taken at " + SlackEndpoint.PATH));
        }
        try {
            if (!settings.sockets()) {
                return withClip(findings, bot);
            }
            app.call(methods -> methods.appsConnectionsOpen(request -> request));
            findings.add(good("Slack app token", "opens sockets"));
        } catch (RefusedException | DeliveryException e) {
            findings.add(bad(
                    "Slack app token",
                    String.valueOf(e.getMessage()),
                    "Basic Information, App-Level Tokens: one with connections:write; and Socket Mode on."));
        }
        return withClip(findings, bot);
    }

    private List<Finding> withClip(List<Finding> findings, SlackCalls bot) {
        if (!channel.isEmpty()) {
            findings.add(clip(bot));
        }
        return findings;
    }

    private static Finding scopes(SlackApiTextResponse answer) {
        Map<String, List<String>> headers = answer.getHttpResponseHeaders();
        List<String> granted = headers == null ? null : headers.get("x-oauth-scopes");
        if (granted == null || granted.isEmpty()) {
            return note("Slack scopes", "Slack does not say which are granted", "");
        }
        Set<String> missing = new LinkedHashSet<>(SCOPES);
        granted.forEach(
                line -> Arrays.stream(line.split(",")).map(String::strip).forEach(missing::remove));
        return missing.isEmpty()
                ? good("Slack scopes", "all that are needed")
                : bad(
                        "Slack scopes",
                        "missing: " + String.join(", ", missing),
                        "Add them under OAuth & Permissions and install the app again.");
    }

    private Finding clip(SlackCalls bot) {
        try (InputStream in = SlackCheck.class.getResourceAsStream(CANNED)) {
            if (in == null) {
                return bad("Slack clip", "the canned clip is missing", "Install Vignette anew.");
            }
            byte[] film = in.readAllBytes();
            bot.call(methods -> methods.filesUploadV2(request -> request.channel(channel)
                    .filename("greeting.mp4")
                    .title("Vignette")
                    .fileData(film)));
            return good("Slack clip", "posted");
        } catch (RefusedException e) {
            return bad(
                    "Slack clip", "Slack answers " + e.error(), "Invite the bot there; the id begins with C, G or D.");
        } catch (IOException | RuntimeException e) {
            return bad(
                    "Slack clip",
                    "not posted (" + e.getClass().getSimpleName() + ")",
                    "Invite the bot there (the id begins with C, G or D), or try again in a minute.");
        }
    }

    private static Finding good(String subject, String detail) {
        return new Finding(subject, Verdict.GOOD, detail, "");
    }

    private static Finding note(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.NOTE, detail, advice);
    }

    private static Finding bad(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.BAD, detail, advice);
    }
}
