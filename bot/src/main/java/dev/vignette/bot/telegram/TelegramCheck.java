package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendVideoNote;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Looks at the bot's account, for {@code vignette doctor --telegram}; posts a canned clip if it is told where. */
public final class TelegramCheck {
    /** Of Ada saying hello, 512 × 512: made by the embedded voice and face, and labelled so in the film. */
    private static final String CANNED = "greeting.mp4";

    private static final int CANNED_SIDE = 512;

    private final Function<String, @Nullable String> environment;
    private final String chat;

    /**
     * @param environment gives the value of an environment variable, or null
     * @param chat id of the chat to post the clip in; empty for none
     */
    public TelegramCheck(Function<String, @Nullable String> environment, String chat) {
        this.environment = environment;
        this.chat = chat.strip();
    }

    /** All findings, in the order in which they are shown. Talks to Telegram. */
    public List<Finding> findings() {
        TelegramSettings settings;
        try {
            settings = TelegramSettings.fromEnvironment(environment);
        } catch (IllegalArgumentException e) {
            return List.of(bad(
                    "Telegram token",
                    "VIGNETTE_TELEGRAM_TOKEN or VIGNETTE_TELEGRAM_API cannot be used",
                    String.valueOf(e.getMessage())));
        }
        if (!settings.on()) {
            return List.of(bad(
                    "Telegram token",
                    "not set",
                    "Talk to @BotFather, send /newbot, and set VIGNETTE_TELEGRAM_TOKEN to what it shows."));
        }
        try (BotApi api = new BotApi(settings, InstantSource.system())) {
            return findings(api, settings);
        }
    }

    private List<Finding> findings(BotApi api, TelegramSettings settings) {
        List<Finding> findings = new ArrayList<>();
        User me;
        try {
            me = api.call(new GetMe());
        } catch (CallFailure e) {
            boolean refused = e.code() == 401 || e.code() == 404;
            findings.add(
                    refused
                            ? bad(
                                    "Telegram token",
                                    "not known to " + settings.api(),
                                    "Ask @BotFather for /token and set it anew.")
                            : bad(
                                    "Telegram",
                                    settings.api() + " does not answer: " + e.getMessage(),
                                    "Is the network there?"));
            return findings;
        }
        findings.add(good("Telegram token", "is @" + me.getUserName() + "'s"));
        findings.add(
                Boolean.FALSE.equals(me.getCanJoinGroups())
                        ? note("Telegram groups", "the bot cannot be added to groups", "@BotFather: /setjoingroups")
                        : good(
                                "Telegram groups",
                                Boolean.TRUE.equals(me.getCanReadAllGroupMessages())
                                        ? "reads everything there (privacy mode is off)"
                                        : "sees mentions, replies and commands there (privacy mode)"));
        findings.add(polling(api));
        URI own = settings.ownServer();
        findings.add(good(
                "Telegram limits",
                "round videos to 60 s and 639 px, uploads to 50 MB, recordings to 20 MB"
                        + (own == null ? "" : " (own server: " + own + ")")));
        if (!chat.isEmpty()) {
            findings.add(clip(api));
        }
        return findings;
    }

    private static Finding polling(BotApi api) {
        try {
            WebhookInfo info = api.call(new GetWebhookInfo());
            if (info.getUrl() != null && !info.getUrl().isEmpty()) {
                return note("Telegram polling", "a webhook is set", "The service removes it when it starts.");
            }
            return good("Telegram polling", info.getPendingUpdatesCount() + " updates are waiting");
        } catch (CallFailure e) {
            return note("Telegram polling", String.valueOf(e.getMessage()), "");
        }
    }

    private Finding clip(BotApi api) {
        if (!chat.matches("-?\\d{1,19}")) {
            return bad(
                    "Telegram clip",
                    "\"--telegram=CHAT\" takes the number of a chat",
                    "Write to @userinfobot for yours.");
        }
        ByteSource film = () -> {
            InputStream in = TelegramCheck.class.getResourceAsStream(CANNED);
            if (in == null) {
                throw new IOException("The installation lacks " + CANNED + ".");
            }
            return in;
        };
        try (InputStream bytes = film.open()) {
            Message message = api.inChat(
                    Long.parseLong(chat),
                    "sendVideoNote",
                    id -> client -> client.execute(SendVideoNote.builder()
                            .chatId(id)
                            .videoNote(new InputFile(bytes, CANNED))
                            .length(CANNED_SIDE)
                            .build()));
            return message.getVideoNote() != null
                    ? good("Telegram clip", "posted as a round video")
                    : note("Telegram clip", "posted, but not shown round", "");
        } catch (IOException e) {
            return bad("Telegram clip", "the canned clip cannot be read", "Install Vignette anew.");
        } catch (CallFailure e) {
            return bad(
                    "Telegram clip",
                    "not posted: " + e.getMessage(),
                    e.says("chat not found")
                            ? "Open the chat with the bot and press Start first."
                            : "Round videos may be forbidden there; films are sent as plain videos then.");
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
