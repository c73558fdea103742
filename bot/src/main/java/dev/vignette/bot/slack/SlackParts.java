package dev.vignette.bot.slack;

import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.manners.AttachmentDownload;
import dev.vignette.bot.manners.AttachmentHosts;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.WithinSeconds;
import dev.vignette.bot.manners.Wording;
import dev.vignette.bot.turn.Turns;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import okhttp3.OkHttpClient;

/** The adapter put together: the outgoing side is needed before there are turns, the incoming one after. */
record SlackParts(SlackConnection connection, SlackPlatform platform) {
    private static final Duration LONGEST_DOWNLOAD = Duration.ofSeconds(60);

    static SlackParts of(SlackSettings settings, Pause pause) {
        var connection = new SlackConnection(settings, pause);
        OkHttpClient http = new OkHttpClient.Builder()
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ofSeconds(10))
                .callTimeout(Duration.ofMinutes(5))
                .build();
        var download = new AttachmentDownload(hosts(settings), VoiceNote.MAX_BYTES, LONGEST_DOWNLOAD);
        var platform = new SlackPlatform(
                connection.calls(),
                new Blocks(new Wording()),
                new Uploads(connection.calls(), settings, http),
                settings,
                download);
        return new SlackParts(connection, platform);
    }

    /** Slack's own hosts, and the operator's server where that is used in place of Slack. */
    private static AttachmentHosts hosts(SlackSettings settings) {
        AttachmentHosts hosts = AttachmentHosts.of(settings.fileHosts().toArray(String[]::new));
        return settings.slacksOwn()
                ? hosts
                : hosts.andLocal(URI.create(
                        settings.api().getScheme() + "://" + settings.api().getAuthority()));
    }

    SlackBot bot(FrontDesk desk, Turns turns, StatusBoard statuses, Executor executor, Duration patience) {
        var names = new SlackCommandNames(desk);
        var conversations = new Conversations(platform, executor, names);
        var locales = new Locales(connection.calls(), executor);
        var within = new WithinSeconds(executor, patience);
        return new SlackBot(
                connection,
                new SlackMessages(desk, statuses, conversations, connection, locales),
                new SlackCommands(desk, statuses, conversations, connection, locales, within, names),
                new SlackPresses(desk, turns, statuses, conversations, locales, within),
                () -> statuses.sweep(platform));
    }
}
