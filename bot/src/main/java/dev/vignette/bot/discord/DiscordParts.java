package dev.vignette.bot.discord;

import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.manners.AttachmentDownload;
import dev.vignette.bot.manners.AttachmentHosts;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.manners.Wording;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What both sides of the adapter use; the outgoing side is needed before there are turns, the incoming one after. */
record DiscordParts(
        DiscordConnection connection,
        Tickets tickets,
        Acknowledgements acknowledgements,
        Watermarks watermarks,
        Targets targets,
        DiscordPlatform platform) {
    private static final Duration LONGEST_DOWNLOAD = Duration.ofSeconds(60);

    static DiscordParts of(
            DiscordSettings settings, JdbcClient sql, InstantSource clock, Duration identifyPause, Pause pause) {
        var connection = new DiscordConnection(settings, identifyPause, pause);
        var tickets = new Tickets(sql, clock);
        var acknowledgements = new Acknowledgements();
        var targets = new Targets(connection, tickets, acknowledgements);
        var download = new AttachmentDownload(hosts(settings), VoiceNote.MAX_BYTES, LONGEST_DOWNLOAD);
        return new DiscordParts(
                connection,
                tickets,
                acknowledgements,
                new Watermarks(sql, clock),
                targets,
                new DiscordPlatform(targets, new Wording(), new FetchedRecordings(targets, download)));
    }

    /** Discord's own hosts, and the operator's server where that is used in place of Discord. */
    private static AttachmentHosts hosts(DiscordSettings settings) {
        AttachmentHosts hosts = AttachmentHosts.of(settings.fileHosts().toArray(String[]::new));
        return settings.discordsOwn()
                ? hosts
                : hosts.andLocal(URI.create(
                        settings.rest().getScheme() + "://" + settings.rest().getAuthority()));
    }
}
