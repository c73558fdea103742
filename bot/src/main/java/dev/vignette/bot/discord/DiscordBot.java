package dev.vignette.bot.discord;

import dev.vignette.bot.manners.ConnectedBot;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.WithinSeconds;
import dev.vignette.bot.turn.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.events.message.GenericMessageEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.hooks.ListenerAdapter;

/**
 * The incoming side: everything that listens, put together. Closing it takes no more events and disconnects.
 *
 * <p>Every node has a session, because answers are delivered from any of them and need its view of servers and channels; Discord
 * sends each event to all sessions. Only the holder of the lease takes them.
 */
final class DiscordBot implements ConnectedBot.Bot, AutoCloseable {
    private final DiscordConnection connection;
    private final Backfill backfill;
    private final Watermarks watermarks;
    private final ConnectionLease lease;
    private final Lanes lanes = new Lanes();
    private final List<Object> listeners;

    DiscordBot(Outside outside, FrontDesk desk, Turns turns, StatusBoard statuses) {
        DiscordParts parts = outside.parts();
        connection = parts.connection();
        watermarks = parts.watermarks();
        var conversations = new Conversations(parts.targets(), desk.wording());
        var intake = new MessageIntake(desk, statuses, watermarks, conversations, outside.pause());
        var patience = new WithinSeconds(outside.executor(), outside.patience());
        lease = outside.lease();
        backfill = new Backfill(watermarks, parts.targets(), intake::take, lease::held, outside.clock());
        listeners = List.of(
                whileHeld(inLanes(new MessageListener(intake))),
                whileHeld(atOnce(new InteractionListener(
                        desk,
                        new CommandReplies(
                                desk, statuses, parts.tickets(), parts.acknowledgements(), conversations, patience),
                        new PressReplies(desk, turns, statuses, parts.tickets(), conversations, patience),
                        patience))),
                new CommandCatalogue(desk),
                backfill,
                new ListenerAdapter() {
                    @Override
                    public void onReady(ReadyEvent event) {
                        outside.executor().execute(() -> statuses.sweep(parts.platform()));
                    }
                });
    }

    /**
     * What the bot shares with its surroundings.
     *
     * @param pause between tries to reach the database
     * @param executor for what somebody waits for
     * @param patience of the three seconds that Discord gives to acknowledge
     * @param lease by which one of several nodes takes the events
     */
    record Outside(
            DiscordParts parts,
            InstantSource clock,
            Pause pause,
            Executor executor,
            Duration patience,
            ConnectionLease lease) {}

    private EventListener whileHeld(EventListener listener) {
        return event -> {
            if (lease.held()) {
                listener.onEvent(event);
            }
        };
    }

    private EventListener inLanes(EventListener listener) {
        return event -> {
            if (event instanceof GenericMessageEvent message) {
                lanes.execute(message.getChannel().getIdLong(), () -> listener.onEvent(event));
            }
        };
    }

    /** Somebody waits for each of them, and none waits for another. */
    private static EventListener atOnce(EventListener listener) {
        return event -> {
            if (event instanceof GenericInteractionCreateEvent) {
                Thread.ofVirtual().name("discord-interaction").start(() -> listener.onEvent(event));
            }
        };
    }

    @Override
    public void open() {
        backfill.remember();
        lease.keep(backfill::catchUp);
        connection.open(listeners);
    }

    @Override
    public void close() {
        connection.close();
        lanes.close();
        watermarks.flush();
        lease.close();
    }
}
