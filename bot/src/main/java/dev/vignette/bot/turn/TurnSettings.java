package dev.vignette.bot.turn;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node carries turns; all under {@code vignette.turns}.
 *
 * @param chatThreads turns that are heard, answered or delivered at once; the threads are virtual and mostly wait
 * @param renderThreads films that are made at once; each keeps processors or a GPU busy
 * @param poll how often to look for due tasks that nobody has rung for: retries, and the work of nodes that died
 * @param heartbeat of running tasks; after four missed ones another node takes over
 * @param node name that is this node's alone and survives restarts, so that it finds its own unfinished work at once; empty
 *     if there is no such name, and then the heartbeats tell. Not needed on H2, where one process owns the database.
 * @param stopWithin how long running work may go on when the node stops, before it is interrupted
 * @param keep how long ended turns are kept, with their voice notes and texts
 * @param avatar who answers where nobody has chosen
 */
@ConfigurationProperties("vignette.turns")
public record TurnSettings(
        @DefaultValue("32") int chatThreads,
        @DefaultValue("1") int renderThreads,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("") String node,
        @DefaultValue("5s") Duration stopWithin,
        @DefaultValue("30d") Duration keep,
        @DefaultValue("ada") String avatar) {
    public TurnSettings {
        if (chatThreads < 1 || renderThreads < 1) {
            throw new IllegalArgumentException(
                    "vignette.turns.chat-threads and vignette.turns.render-threads must be at least 1.");
        }
    }
}
