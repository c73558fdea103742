package dev.vignette.bot.discord;

import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Looks at the bot's account, for {@code vignette doctor --discord}; posts a canned clip if it is told where. */
public final class DiscordCheck {
    /** Of Ada saying hello: made by the embedded voice and face, and labelled so in the film. */
    private static final String CANNED = "/dev/vignette/bot/telegram/greeting.mp4";

    /** Application flags: the Message Content intent is granted, to a verified or to a small bot. */
    private static final int READS_EVERYTHING = 1 << 18 | 1 << 19;

    private final Function<String, @Nullable String> environment;
    private final String channel;
    private final OkHttpClient http = new OkHttpClient.Builder()
            .followRedirects(false)
            .callTimeout(Duration.ofSeconds(30))
            .build();

    /**
     * @param environment gives the value of an environment variable, or null
     * @param channel id of the channel to post the clip in; empty for none
     */
    public DiscordCheck(Function<String, @Nullable String> environment, String channel) {
        this.environment = environment;
        this.channel = channel.strip();
    }

    /** What Discord answered instead of what was asked for. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** All findings, in the order in which they are shown. Talks to Discord. */
    public List<Finding> findings() {
        DiscordSettings settings = DiscordSettings.from(key ->
                environment.apply(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        if (settings.token().isEmpty()) {
            return List.of(bad(
                    "Discord token",
                    "not set",
                    "Make an application (docs/platforms/discord.md) and set VIGNETTE_DISCORD_TOKEN."));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            DataObject me = get(settings, "users/@me");
            findings.add(good("Discord token", "is " + me.getString("username") + "'s"));
            findings.add(intents(settings, get(settings, "applications/@me").getInt("flags", 0)));
            DataObject limit = get(settings, "gateway/bot").getObject("session_start_limit");
            findings.add(sessions(limit.getInt("remaining", 0), limit.getInt("total", 1000)));
            findings.add(good("Discord limits", "films to 10 MiB, 50 or 100 MiB on boosted servers; texts to 2,000"));
            if (!channel.isEmpty()) {
                findings.add(clip(settings));
            }
        } catch (RefusedException e) {
            findings.add(
                    e.status == 401
                            ? bad(
                                    "Discord token",
                                    "not known to Discord",
                                    "Developer portal, Bot, Reset Token; set it anew.")
                            : bad("Discord", "answers with status " + e.status, "Try again in a minute."));
        } catch (IOException e) {
            findings.add(bad(
                    "Discord", "cannot be reached (" + e.getClass().getSimpleName() + ")", "Is the network there?"));
        }
        return findings;
    }

    private static Finding intents(DiscordSettings settings, int flags) {
        boolean granted = (flags & READS_EVERYTHING) != 0;
        if (settings.messageContent() && !granted) {
            return note(
                    "Discord intents",
                    "Message Content is asked for and not granted",
                    "Switch it on in the developer portal, or unset VIGNETTE_DISCORD_MESSAGE_CONTENT.");
        }
        return good(
                "Discord intents",
                settings.messageContent() ? "reads everything" : "reads direct messages, mentions and replies");
    }

    private static Finding sessions(int remaining, int total) {
        String detail = remaining + " of " + total + " new sessions left today";
        return remaining < total / 20
                ? note("Discord sessions", detail, "Something restarts the bot again and again.")
                : good("Discord sessions", detail);
    }

    private Finding clip(DiscordSettings settings) throws IOException {
        if (!channel.matches("\\d{1,20}")) {
            return bad(
                    "Discord clip",
                    "\"--discord=CHANNEL\" takes the id of a channel",
                    "Settings, Advanced, Developer Mode; then right-click the channel, Copy Channel ID.");
        }
        byte[] film;
        try (InputStream in = DiscordCheck.class.getResourceAsStream(CANNED)) {
            if (in == null) {
                return bad("Discord clip", "the canned clip is missing", "Install Vignette anew.");
            }
            film = in.readAllBytes();
        }
        RequestBody body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart(
                        "payload_json",
                        "{\"content\":\"✓ Vignette\",\"allowed_mentions\":{\"parse\":[]},"
                                + "\"attachments\":[{\"id\":0,\"filename\":\"greeting.mp4\"}]}")
                .addFormDataPart("files[0]", "greeting.mp4", RequestBody.create(film, MediaType.get("video/mp4")))
                .build();
        try {
            call(request(settings, "channels/" + channel + "/messages")
                    .post(body)
                    .build());
            return good("Discord clip", "posted");
        } catch (RefusedException e) {
            return bad(
                    "Discord clip",
                    "not posted (" + e.getMessage() + ")",
                    "The bot needs View Channel, Send Messages and Attach Files there.");
        }
    }

    private DataObject get(DiscordSettings settings, String path) throws IOException, RefusedException {
        return call(request(settings, path).build());
    }

    private static Request.Builder request(DiscordSettings settings, String path) {
        return new Request.Builder()
                .url(settings.rest().resolve(path).toString())
                .header("Authorization", "Bot " + settings.token())
                .header("User-Agent", DiscordConnection.USER_AGENT);
    }

    private DataObject call(Request request) throws IOException, RefusedException {
        try (Response response = http.newCall(request).execute()) {
            String body = response.body().string();
            if (!response.isSuccessful()) {
                throw new RefusedException(response.code(), "status " + response.code());
            }
            return DataObject.fromJson(body);
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
