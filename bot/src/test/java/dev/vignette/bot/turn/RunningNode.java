package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Inbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** A node with its real schedulers, threads and clock, for tests of other packages too. */
public final class RunningNode implements AutoCloseable {
    private final TurnNode node;

    public RunningNode(
            DataSource database,
            NodeRole role,
            Replies replies,
            Films films,
            ChatPlatform platform,
            int renderThreads) {
        var settings = new TurnSettings(
                32,
                renderThreads,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                "test-node-" + role,
                Duration.ofSeconds(1),
                Duration.ofDays(30),
                "mia");
        node = new TurnNode(
                database,
                settings,
                role,
                new TurnNode.Ports(new NoHearing(), replies, films, List.of(platform)),
                new TurnNode.Surroundings(new SimpleMeterRegistry(), InstantSource.system(), new SecureRandom()));
    }

    public void start() {
        node.start();
    }

    public Inbox inbox() {
        return node.inbox();
    }

    public Turns turns() {
        return node.turns();
    }

    @Override
    public void close() {
        node.close();
    }
}
