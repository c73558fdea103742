package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.FakePlatform;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

class StatusBoardTest {
    private static final ConversationId CHAT = new ConversationId("chat");
    private static final Caller ANN = new Caller(FakePlatform.NAME, CHAT, null, new PersonId("ann"), false, null);

    private final HikariDataSource database = TestDatabase.inMemory();
    private final ManualNode node = new ManualNode(database, List.of());
    private final JdbcClient sql = JdbcClient.create(database);
    private final StatusBoard board = new StatusBoard(node.turns, sql, Runnable::run, () -> node.clock.now());
    private final Line line = new Line();
    private int events;

    @AfterEach
    void close() {
        board.close();
        node.close();
    }

    @Test
    void aQuickAnswerNeedsNoStatus() {
        say("Hi");
        node.runAll();
        board.tick();
        assertThat(line.said).doesNotContain("post").containsExactly("TYPING");
    }

    @Test
    void whoWaitsIsToldWhereAndThatOnceInThreeSeconds() {
        say("One");
        node.pass(Duration.ofSeconds(1));
        TurnId second = say("Two");
        node.chat();
        node.chat();
        board.tick();
        assertThat(posts()).isEmpty();
        node.pass(Duration.ofSeconds(5));
        board.tick();
        assertThat(posts())
                .containsExactlyInAnyOrder(
                        "post The film is number 1 in line …", "post The film is number 2 in line …");
        board.tick();
        node.pass(Duration.ofSeconds(5));
        board.tick();
        assertThat(posts()).as("nothing new").hasSize(2);
        node.films.doDuring("Two", request -> {
            node.pass(Duration.ofSeconds(3));
            board.tick();
            node.pass(Duration.ofSeconds(1));
            board.tick();
        });
        node.pass(Duration.ofSeconds(20));
        node.runAll();
        assertThat(posts().stream().filter(said -> said.startsWith("edit")))
                .as("one edit per three seconds")
                .hasSize(1);
        assertThat(line.said.stream().filter(said -> said.startsWith("remove"))).hasSize(2);
        assertThat(sql.sql("select count(*) from status_posts")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(node.turns.turn(second)).isPresent();
    }

    @Test
    void theBotsActivityIsShownAgainAndAgain() {
        say("Hi");
        node.chat();
        for (int i = 0; i < 9; i++) {
            node.pass(Duration.ofSeconds(1));
            board.tick();
        }
        assertThat(line.said.stream().filter(said -> said.equals("RECORDING"))).hasSize(2);
    }

    @Test
    @Timeout(30)
    void itLooksByItselfOnceItIsStarted() throws InterruptedException {
        say("Hi");
        node.chat();
        node.pass(Duration.ofSeconds(5));
        board.start();
        line.recording.await();
    }

    @Test
    void aStatusThatCannotBeShownHarmsNothing() {
        line.broken = true;
        TurnId turn = say("Hi");
        node.chat();
        node.pass(Duration.ofSeconds(5));
        board.tick();
        node.runAll();
        assertThat(node.turns.turn(turn).orElseThrow().state().ended()).isTrue();
    }

    @Test
    void whatADeadProcessHasLeftIsTakenAway() {
        sql.sql("insert into status_posts (turn_id, platform, conversation_id, message_id) values (?, ?, ?, ?)")
                .params("0".repeat(26), "fake", "chat", "status-1")
                .update();
        board.sweep(node.platform());
        assertThat(sql.sql("select count(*) from status_posts")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private List<String> posts() {
        return line.said.stream().filter(said -> said.contains(" The ")).toList();
    }

    private TurnId say(String text) {
        TurnId turn = node.inbox()
                .accept(new ChatMessage(
                        FakePlatform.NAME,
                        CHAT,
                        new PersonId("p" + events),
                        new EventId("e" + events++),
                        new MessageContent.Text(text),
                        null,
                        node.clock.now()))
                .turn();
        board.watch(ANN, turn, "en", line);
        return turn;
    }

    private static final class Line implements StatusLine {
        final List<String> said = new CopyOnWriteArrayList<>();
        final CountDownLatch recording = new CountDownLatch(1);
        boolean broken;

        @Override
        public PlatformMessageId post(String text, TurnId turn, String language) {
            check();
            said.add("post " + text);
            return new PlatformMessageId("status-" + said.size());
        }

        @Override
        public void edit(PlatformMessageId message, String text, TurnId turn, String language) {
            said.add("edit " + text);
        }

        @Override
        public void remove(PlatformMessageId message) {
            said.add("remove " + message);
        }

        @Override
        public void busy(Activity activity) {
            check();
            said.add(activity.name());
            if (activity == Activity.RECORDING) {
                recording.countDown();
            }
        }

        private void check() {
            if (broken) {
                throw DeliveryException.passing("away", null);
            }
        }
    }
}
