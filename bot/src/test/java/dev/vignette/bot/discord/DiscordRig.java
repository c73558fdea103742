package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Wording;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outgoing side of the adapter, connected to the fake. */
final class DiscordRig implements AutoCloseable {
    static final ConversationId GENERAL = new Place.InGuild(Json.GUILD, Json.GENERAL).id();
    static final ConversationId DM = new Place.Direct(Json.ANN).id();

    final FakeDiscord discord = new FakeDiscord();
    final HikariDataSource database = TestDatabase.inMemory();
    final JdbcClient sql = JdbcClient.create(database);
    final Tickets tickets;
    final DiscordConnection connection;
    final DiscordPlatform platform;
    private final Random random = new Random(7);
    private final CountDownLatch ready = new CountDownLatch(1);

    DiscordRig() {
        sql.sql("delete from discord_tickets").update();
        sql.sql("delete from discord_watermarks").update();
        tickets = new Tickets(sql, discord::now);
        var settings = new DiscordSettings(
                FakeDiscord.TOKEN, discord.rest(), null, false, List.of(discord.server.getHostName()));
        connection = new DiscordConnection(settings, Duration.ZERO, duration -> {});
        platform = new DiscordPlatform(
                new Targets(connection, tickets, new Acknowledgements()), new Wording(), attachment -> {
                    throw new AttachmentException(AttachmentException.Reason.GONE, "none here", null);
                });
        connection.open(List.of((EventListener) this::hear));
        try {
            assertThat(ready.await(15, TimeUnit.SECONDS)).as("connected").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hear(GenericEvent event) {
        if (event instanceof ReadyEvent) {
            ready.countDown();
        }
    }

    Delivery text(EventId question, String text) {
        return new Delivery(
                DeliveryId.random(random),
                TurnId.random(random),
                Delivery.Kind.TEXT,
                GENERAL,
                question,
                "en",
                text,
                List.of(TurnAction.TALK, TurnAction.AGAIN, TurnAction.DELETE),
                null);
    }

    Delivery.Clip film(int bytes) {
        byte[] film = new byte[bytes];
        random.nextBytes(film);
        return new Delivery.Clip(
                "abc", Duration.ofSeconds(3), () -> new Delivery.ClipFile(bytes, 512, 512, ByteSource.of(film)));
    }

    Delivery clip(EventId question, @Nullable PlatformMessageId text) {
        return new Delivery(
                DeliveryId.random(random),
                TurnId.random(random),
                Delivery.Kind.CLIP,
                GENERAL,
                question,
                "en",
                "Made by AI",
                List.of(TurnAction.AGAIN, TurnAction.DELETE),
                text);
    }

    /** As turns do: tries again as long as it makes sense. */
    static <T> T persistently(Supplier<T> delivery) {
        for (int i = 0; ; i++) {
            try {
                return delivery.get();
            } catch (DeliveryException e) {
                if (!e.retryable() || i == 12) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        connection.close();
        discord.close();
        database.close();
    }
}
