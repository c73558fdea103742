package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * What people see when things go wrong; and that the token is in no line of the log of all of it, at any level.
 * Long, as the list of what can go wrong is.
 */
class TelegramFaultTest {
    private static final long ANN = 42;
    private static final Lines LOG = new Lines();
    private static final List<Appender<ILoggingEvent>> OTHERS = new ArrayList<>();

    private final HikariDataSource database = TestDatabase.inMemory();
    private final AtomicBoolean storeDown = new AtomicBoolean();
    private BotUnderTest it = bot(new FakeTelegram(), FakeTelegram.TOKEN);

    /** Every line there is, from any thread. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        final Queue<ILoggingEvent> list = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            list.add(event);
        }
    }

    @BeforeAll
    static void listen() {
        Logger root = root();
        root.iteratorForAppenders().forEachRemaining(OTHERS::add);
        OTHERS.forEach(root::detachAppender);
        LOG.start();
        root.addAppender(LOG);
        root.setLevel(Level.ALL);
    }

    @AfterAll
    static void theTokenIsInNoLine() {
        Logger root = root();
        root.setLevel(Level.WARN);
        root.detachAppender(LOG);
        OTHERS.forEach(root::addAppender);
        String secret = FakeTelegram.TOKEN.substring(FakeTelegram.TOKEN.indexOf(':') + 1);
        assertThat(LOG.list).hasSizeGreaterThan(100);
        assertThat(LOG.list.stream().filter(event -> event.getLoggerName().startsWith("dev.vignette.bot.telegram")))
                .as("the adapter did log")
                .hasSizeGreaterThan(10);
        assertThat(LOG.list.stream()
                        // The fake itself, which is heard here once a service of another test has joined the JDK's log.
                        .filter(event -> !event.getLoggerName().startsWith("com.sun.net.httpserver"))
                        .map(TelegramFaultTest::whole)
                        .filter(line -> line.contains(secret)))
                .isEmpty();
    }

    private static String whole(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @AfterEach
    void close() {
        it.close();
    }

    private BotUnderTest bot(FakeTelegram telegram, String token) {
        var desks = new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                if (storeDown.get()) {
                    throw new SQLTransientConnectionException("The database is down.");
                }
                return super.getConnection();
            }
        };
        return new BotUnderTest(telegram, token, desks, database, Runnable::run, Duration.ZERO);
    }

    @Test
    void whileTheStoreIsDownNothingIsConfirmedAndNothingLost() {
        it.poll();
        it.people.say(ANN, "Hi");
        it.node.pass(Duration.ofSeconds(2));
        it.people.say(ANN, "Ho");
        storeDown.set(true);
        Duration first = it.poll();
        Duration second = it.poll();
        assertThat(second).isGreaterThan(first).isPositive();
        assertThat(it.telegram.updates.unconfirmed()).isEqualTo(2);
        storeDown.set(false);
        it.settle();
        it.settle();
        assertThat(it.telegram.updates.unconfirmed()).isZero();
        assertThat(it.texts(ANN)).last().asString().contains("Hi").contains("Ho");
    }

    @Test
    void aProcessThatDiesBeforeItConfirmsAnswersOnceAllTheSame() {
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.telegram.updates.unconfirmed())
                .as("not confirmed before the next question")
                .isEqualTo(1);
        FakeTelegram telegram = it.telegram;
        // Another process, the same database, the update again.
        it.bot.close();
        it.node.kill();
        it = bot(telegram, FakeTelegram.TOKEN);
        it.settle();
        it.settle();
        assertThat(it.texts(ANN).stream().filter("Re: Hi"::equals)).hasSize(1);
        assertThat(telegram.updates.unconfirmed()).isZero();
    }

    @Test
    void aFloodIsWaitedOut() {
        it.people.say(ANN, "/answers film");
        it.settle();
        it.people.say(ANN, "Hi");
        it.telegram.flood("sendVideoNote", 30);
        it.settle();
        long calls = it.telegram.calls.size();
        for (int i = 0; i < 29; i++) {
            it.node.pass(Duration.ofSeconds(1));
            it.node.runAll();
        }
        assertThat(it.telegram.calls).as("nothing is asked meanwhile").hasSize((int) calls);
        it.node.pass(Duration.ofSeconds(1));
        it.node.runAll();
        assertThat(it.kinds(ANN)).endsWith("note");
    }

    @Test
    void aStormOfFloodsLosesNothing() {
        it.people.say(ANN, "Hi");
        for (int i = 0; i < 8; i++) {
            it.telegram.flood("sendMessage", 1 + i);
        }
        it.settle();
        for (int i = 0; i < 200; i++) {
            it.node.pass(Duration.ofSeconds(5));
            it.node.runAll();
        }
        assertThat(it.texts(ANN).stream().filter("Re: Hi"::equals)).hasSize(1);
    }

    @Test
    void aBrokenServerAndACutUploadAreTriedAgain() {
        it.people.say(ANN, "/answers film");
        it.settle();
        it.people.say(ANN, "Hi");
        it.node.films.file = film -> TestClip.of(512, 512, 2, 3_000_000);
        it.telegram.fail("sendVideoNote", 500, "Internal Server Error");
        it.telegram.fail("sendVideoNote", 502, "Bad Gateway");
        it.telegram.cut("sendVideoNote");
        it.settle();
        for (int i = 0; i < 20; i++) {
            it.node.pass(Duration.ofSeconds(5));
            it.node.runAll();
        }
        assertThat(it.kinds(ANN).stream().filter("note"::equals)).hasSize(1);
        assertThat(it.telegram.count("sendVideoNote")).isEqualTo(4);
    }

    @Test
    void anAnswerThatGetsLostOnTheWayBackIsSentAgain() {
        it.people.say(ANN, "Hi");
        it.poll();
        it.telegram.swallow("sendMessage");
        it.node.runAll();
        it.node.pass(Duration.ofSeconds(5));
        it.node.runAll();
        // Telegram has no nonce: at least once, which here is twice.
        assertThat(it.texts(ANN).stream().filter("Re: Hi"::equals)).hasSize(2);
    }

    @Test
    void aProcessThatDiesBetweenSendingAndNotingUploadsTheClipOnce() {
        it.people.say(ANN, "/answers film");
        it.settle();
        it.people.say(ANN, "Hi");
        it.settle();
        // As after a crash right there: sent, but not noted.
        var sql = JdbcClient.create(database);
        sql.sql("update deliveries set status = 'PENDING' where kind = 'CLIP'").update();
        sql.sql(
                        "update turns set state = 'RENDERED', ended_at = null where state = 'DELIVERED' and film_clip is not null")
                .update();
        sql.sql("insert into delivery_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " select 'deliver-clip', id, received_at, false, 1 from turns where state = 'RENDERED'")
                .update();
        it.node.runAll();
        assertThat(it.telegram.calls.stream()
                        .filter(call -> call.method().equals("sendvideonote"))
                        .mapToInt(call -> call.files().size())
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void aProcessThatDiesBeforeItUploadsDeliversTheFilmOnceAndInItsTopic() {
        it.people.say(ANN, "/answers film");
        it.settle();
        it.people.message(-100, ANN, "@vignette_bot Hi", Map.of("message_thread_id", 7, "is_topic_message", true));
        it.poll();
        it.node.chat();
        it.node.render();
        assertThat(it.kinds(-100)).doesNotContain("note");
        FakeTelegram telegram = it.telegram;
        it.bot.close();
        it.node.kill();
        it = bot(telegram, FakeTelegram.TOKEN);
        it.node.runAll();
        it.node.runAll();
        assertThat(telegram.chats.in(-100).stream()
                        .filter(posted -> posted.kind().equals("note")))
                .singleElement()
                .satisfies(note -> assertThat(note.thread()).isEqualTo(7));
    }

    @Test
    void aFilmThatIsTooLargeLeavesTheTextAndSaysSo() {
        it.people.say(ANN, "/answers film");
        it.settle();
        it.node.films.file = film -> TestClip.of(512, 512, 2, 51_000_000);
        it.people.say(ANN, "Hi");
        it.settle();
        it.settle();
        assertThat(it.kinds(ANN)).doesNotContain("note", "video");
        assertThat(it.texts(ANN))
                .endsWith(
                        "Re: Hi", "I can only write this answer: its film or voice note could not be delivered here.");
    }

    @Test
    void whileTheStoreIsDownWhoGivesACommandOrPressesIsToldSo() {
        it.people.say(ANN, "/voice");
        it.settle();
        FakeChats.Posted offer = it.telegram.chats.last(ANN);
        storeDown.set(true);
        it.people.say(ANN, "/quota");
        String query = it.people.press(ANN, offer, "Lin");
        it.poll();
        assertThat(it.texts(ANN)).last().asString().startsWith("I cannot take that down at the moment.");
        assertThat(it.telegram.chats.toasts.get(query)).startsWith("I cannot take that down at the moment.");
        storeDown.set(false);
        it.people.press(ANN, offer, "Lin");
        it.settle();
        it.people.say(ANN, "/say Hello");
        it.settle();
        assertThat(it.node.films.requests.getLast().speaker()).isEqualTo("lin");
    }

    @Test
    void aPressThatTelegramHasForgottenIsCarriedOutAllTheSame() {
        it.people.say(ANN, "Hi");
        it.settle();
        it.people.press(ANN, it.telegram.chats.last(ANN), "Make it talk");
        it.telegram.chats.openQueries.clear();
        it.settle();
        it.settle();
        assertThat(it.kinds(ANN)).endsWith("note");
    }

    @Test
    void anUpdateThatNobodyCanReadIsPassedOver() {
        it.telegram.updates.push("message", Map.of("message_id", 1, "date", "long ago", "chat", "nowhere"));
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.texts(ANN)).contains("Re: Hi");
        it.settle();
        assertThat(it.telegram.updates.unconfirmed()).isZero();
    }

    @Test
    void twoPollersDoNotFight() {
        it.poll();
        it.telegram.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request");
        assertThat(it.poll()).isEqualTo(Duration.ofSeconds(15));
        it.people.say(ANN, "Hi");
        it.settle();
        assertThat(it.texts(ANN)).contains("Re: Hi");
    }

    @Test
    void whilePollingIsRefusedThePausesGrow() {
        it.poll();
        for (int i = 0; i < 9; i++) {
            it.telegram.fail("getUpdates", i % 2 == 0 ? 500 : 502, "Internal Server Error");
        }
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(it.poll());
        }
        assertThat(pauses).isSorted().startsWith(Duration.ofMillis(500)).endsWith(Duration.ofSeconds(60));
        it.telegram.flood("getUpdates", 77);
        assertThat(it.poll()).isEqualTo(Duration.ofSeconds(77));
        assertThat(it.poll()).isZero();
    }

    @Test
    void aWrongTokenIsToldAndHarmsNothing() {
        FakeTelegram telegram = it.telegram;
        it.bot.close();
        it.node.kill();
        it = bot(telegram, "7000000001:AAF-anotherVerySecretToken");
        assertThat(it.poll()).isEqualTo(Duration.ofMinutes(1));
        assertThat(LOG.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("is vignette.telegram.token right?"));
    }

    @Test
    void whoHasBlockedTheBotIsNotAskedAgain() {
        it.people.say(ANN, "Hi");
        it.poll();
        it.telegram.chats.blockedBy.add(ANN);
        it.node.runAll();
        long calls = it.telegram.count("sendMessage");
        it.node.pass(Duration.ofHours(1));
        it.node.runAll();
        assertThat(it.telegram.count("sendMessage")).isEqualTo(calls);
    }

    @Test
    void aGroupThatHasMovedIsFollowed() {
        it.telegram.chats.known.add(-200L);
        it.people.message(-100, ANN, "@vignette_bot Hi", Map.of());
        it.poll();
        it.telegram.chats.migrated.put(-100L, -200L);
        it.node.runAll();
        assertThat(it.texts(-200)).contains("Re: Hi");
    }

    @Test
    void aQuestionThatIsGoneIsAnsweredAllTheSame() {
        int question = it.people.say(ANN, "Hi");
        it.poll();
        it.telegram.chats.questions.remove(question);
        it.node.runAll();
        assertThat(it.texts(ANN)).contains("Re: Hi");
    }

    @Test
    void aRecordingIsFetchedAgainAfterAFailure() {
        it.node.hearing = (note, language) -> new Heard("Hi", "en");
        it.telegram.chats.files.put("v", 5L);
        it.telegram.downloads.put("voice/v", new byte[5]);
        it.telegram.fail("getFile", 500, "Internal Server Error");
        it.people.send(ANN, ANN, "voice", People.voice("v", 5, 2));
        it.settle();
        it.node.pass(Duration.ofSeconds(2));
        it.settle();
        assertThat(it.texts(ANN)).contains("> Hi\n\nRe: Hi");
    }
}
