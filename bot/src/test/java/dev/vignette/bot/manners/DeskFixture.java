package dev.vignette.bot.manners;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.FakePlatform;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A front desk over turns that run when the test says so, and people who come to it. */
abstract class DeskFixture {
    static final ConversationId GROUP = new ConversationId("group");

    final HikariDataSource database = TestDatabase.inMemory();
    final ManualNode node = new ManualNode(database, List.of());
    /** Before the first use of {@link #desk()}: whoever hears first of a film charges it by its own settings. */
    MannersSettings settings = settings(Set.of(), 3, Duration.ofSeconds(1));

    @Nullable
    FrontDesk desk;

    int events;
    Faces faces = new TestFaces();

    @AfterEach
    void close() {
        node.close();
    }

    FrontDesk desk() {
        FrontDesk open = desk == null ? newDesk() : desk;
        desk = open;
        return open;
    }

    FrontDesk newDesk() {
        return new FrontDesk(
                node.inbox(), node.turns, JdbcClient.create(database), faces, settings, () -> node.clock.now());
    }

    static MannersSettings settings(Set<String> allowed, int messages, Duration render) {
        return settings(allowed, messages, render, Duration.ZERO);
    }

    static MannersSettings settings(Set<String> allowed, int messages, Duration render, Duration serverRender) {
        return new MannersSettings(
                AnswerForm.TEXT,
                Duration.ofMillis(1500),
                "Studio Ltd",
                allowed,
                Set.of(),
                Set.of(),
                20,
                messages,
                0,
                render,
                serverRender);
    }

    static Caller direct(String person) {
        return new Caller(
                FakePlatform.NAME, new ConversationId("chat-of-" + person), null, new PersonId(person), false, null);
    }

    static Caller member(String person, boolean admin) {
        return new Caller(FakePlatform.NAME, GROUP, new ServerId("group"), new PersonId(person), admin, null);
    }

    Verdict receive(Caller caller, String text, boolean addressed) {
        node.pass(Duration.ofSeconds(2));
        return desk().receive(new IncomingMessage(
                caller,
                false,
                addressed || caller.direct(),
                next(),
                0,
                new MessageContent.Text(text),
                node.clock.now()));
    }

    Verdict receive(Caller caller, EventId event, String text) {
        return desk().receive(new IncomingMessage(
                caller, false, true, event, 0, new MessageContent.Text(text), node.clock.now()));
    }

    Verdict edit(EventId event, String text, long revision) {
        return desk().receive(new IncomingMessage(
                direct("ann"), false, true, event, revision, new MessageContent.Text(text), node.clock.now()));
    }

    Verdict receiveNote(Caller caller) {
        return desk().receive(new IncomingMessage(
                caller,
                false,
                true,
                next(),
                0,
                new MessageContent.VoiceNote("audio/ogg", 3, ByteSource.of(new byte[3])),
                node.clock.now()));
    }

    CommandAnswer run(Caller caller, String command, String arguments) {
        return desk().run(caller, next(), command, arguments);
    }

    CommandAnswer press(Caller caller, TurnAction action, TurnId turn) {
        return desk().press(caller, next(), action.data(turn));
    }

    @Nullable
    AnswerForm form(Verdict verdict) {
        return node.turns.turn(turn(verdict)).orElseThrow().form();
    }

    static TurnId turn(Verdict verdict) {
        return ((Verdict.Accepted) verdict).turn();
    }

    EventId next() {
        return new EventId("e" + events++);
    }
}
