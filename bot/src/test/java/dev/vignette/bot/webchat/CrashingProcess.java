package dev.vignette.bot.webchat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.turn.FakeFilms;
import dev.vignette.bot.turn.FakeReplies;
import dev.vignette.bot.turn.Film;
import dev.vignette.bot.turn.FilmListener;
import dev.vignette.bot.turn.FilmRequest;
import dev.vignette.bot.turn.Films;
import dev.vignette.bot.turn.NodeRole;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.Replies;
import dev.vignette.bot.turn.Reply;
import dev.vignette.bot.turn.ReplyDraft;
import dev.vignette.bot.turn.ReplyRequest;
import dev.vignette.bot.turn.RunningNode;
import dev.vignette.bot.turn.TestDatabase;
import dev.vignette.bot.turn.TurnEvent;
import dev.vignette.bot.turn.TurnException;
import dev.vignette.bot.turn.TurnState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node in a process of its own, sent one message per {@link CrashPoint}. Started with {@code crash}, each turn stops at its
 * point for ever and the process says so, to be killed there; started with {@code recover}, it does what is left and ends.
 */
final class CrashingProcess {
    private final boolean crash;
    private final JdbcClient sql;
    private final Set<CrashPoint> done = EnumSet.noneOf(CrashPoint.class);

    private CrashingProcess(boolean crash, JdbcClient sql) {
        this.crash = crash;
        this.sql = sql;
    }

    /** Arguments: {@code crash} or {@code recover}, JDBC URL, user. */
    public static void main(String[] arguments) throws InterruptedException {
        HikariDataSource database = TestDatabase.open(arguments[1], arguments[2], 10);
        JdbcClient sql = JdbcClient.create(database);
        new CrashingProcess(arguments[0].equals("crash"), sql).run(database);
    }

    private void run(HikariDataSource database) throws InterruptedException {
        var finished = new CountDownLatch(1);
        var platform = new Caught(new WebPlatform(new WebPosts(sql, InstantSource.system())), this::reach);
        var node = new RunningNode(
                database, NodeRole.ALL, new CaughtReplies(this::reach), new CaughtFilms(this::reach), platform, 16);
        node.turns().listen(event -> {
            if (event instanceof TurnEvent.Moved moved) {
                reach(event.conversation().value(), CrashPoint.moved(moved.state()));
                if (!crash && allEnded()) {
                    finished.countDown();
                }
            }
        });
        node.start();
        // As a page does that has not seen its messages acknowledged: send them again, also those that were.
        for (CrashPoint point : CrashPoint.values()) {
            Thread.ofVirtual().start(() -> node.inbox().accept(message(point)));
        }
        if (!crash && allEnded()) {
            finished.countDown();
        }
        finished.await();
        node.close();
        database.close();
        say("RECOVERED");
    }

    private static ChatMessage message(CrashPoint point) {
        return new ChatMessage(
                WebPlatform.NAME,
                new ConversationId(point.name()),
                new PersonId(point.name()),
                new EventId(point.name()),
                point == CrashPoint.MOVED_DECLINED
                        ? new MessageContent.VoiceNote("audio/ogg", 3, ByteSource.of(new byte[3]))
                        : new MessageContent.Text(point.name()),
                null,
                Instant.EPOCH);
    }

    /** Stops here for ever if the turn of this conversation is to be caught at this point. */
    private void reach(String conversation, CrashPoint point) {
        if (!crash || !conversation.equals(point.name())) {
            return;
        }
        synchronized (done) {
            done.add(point);
            if (done.size() == CrashPoint.values().length) {
                say("ALL POINTS REACHED");
            }
        }
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Only a kill gets out of here.
            }
        }
    }

    private boolean allEnded() {
        return sql.sql("select count(*) from turns where ended_at is not null")
                                .query(Integer.class)
                                .single()
                        == CrashPoint.values().length
                && sql.sql("select count(*) from deliveries where status = 'PENDING'")
                                .query(Integer.class)
                                .single()
                        == 0;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Hears where a turn is. */
    private interface Reached {
        void at(String conversation, CrashPoint point);
    }

    private record Caught(ChatPlatform page, Reached reached) implements ChatPlatform {
        @Override
        public PlatformName name() {
            return page.name();
        }

        @Override
        public PlatformCapabilities capabilities() {
            return page.capabilities();
        }

        @Override
        public PlatformMessageId deliverText(Delivery delivery) {
            return deliver(delivery, page::deliverText);
        }

        @Override
        public PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip) {
            return deliver(delivery, it -> page.deliverClip(it, clip));
        }

        private PlatformMessageId deliver(Delivery delivery, Function<Delivery, PlatformMessageId> post) {
            String conversation = delivery.conversation().value();
            reached.at(conversation, CrashPoint.valueOf("BEFORE_" + delivery.kind()));
            PlatformMessageId message = post.apply(delivery);
            reached.at(conversation, CrashPoint.valueOf("AFTER_" + delivery.kind()));
            return message;
        }

        @Override
        public void retract(ConversationId conversation, PlatformMessageId message) {
            page.retract(conversation, message);
        }
    }

    private record CaughtReplies(Reached reached) implements Replies {
        @Override
        public Reply reply(ReplyRequest request, ReplyDraft draft) {
            reached.at(request.conversation().value(), CrashPoint.IN_REPLY);
            return new FakeReplies().reply(request, draft);
        }
    }

    private record CaughtFilms(Reached reached) implements Films {
        @Override
        public Film film(FilmRequest request, FilmListener listener) {
            CrashPoint message = CrashPoint.valueOf(request.spoken().substring("Re: ".length()));
            reached.at(message.name(), CrashPoint.IN_FILM);
            if (message.end() == TurnState.FAILED) {
                throw TurnException.lasting(Reason.FILM_FAILED, "told to fail", null);
            }
            return new FakeFilms().film(request, listener);
        }

        @Override
        public String engines(FilmRequest request) {
            return "fake+fake";
        }
    }
}
