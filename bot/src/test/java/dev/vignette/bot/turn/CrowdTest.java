package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Many people at once, on real schedulers; and two nodes that share the work. */
@Timeout(60)
class CrowdTest {
    private static final int PEOPLE = 50;

    @Test
    void fiftyPeopleAtOnceAllGetTextAndClip() throws InterruptedException {
        try (HikariDataSource database = TestDatabase.inMemory()) {
            var platform = new FakePlatform();
            try (var node = new RunningNode(database, NodeRole.ALL, new FakeReplies(), new FakeFilms(), platform, 2)) {
                CountDownLatch delivered = deliveries(node);
                node.start();
                everybodyTalks(node);
                delivered.await();
            }
            assertEverybodyGotTextThenClip(platform.posted);
        }
    }

    @Test
    @EnabledIf("dev.vignette.bot.turn.PostgresServer#installed")
    void aChatNodeAndARenderNodeShareTheWork() throws InterruptedException {
        try (HikariDataSource database = TestDatabase.empty(PostgresServer.shared())) {
            var platform = new FakePlatform();
            var films = new FakeFilms();
            var nobody = new FakeFilms();
            try (var chat = new RunningNode(database, NodeRole.CHAT, new FakeReplies(), nobody, platform, 1);
                    var render = new RunningNode(
                            database, NodeRole.RENDER, new FakeReplies(), films, new FakePlatform(), 2)) {
                CountDownLatch delivered = deliveries(chat);
                CountDownLatch heardOfFilm = new CountDownLatch(1);
                chat.turns().listen(event -> {
                    if (event instanceof TurnEvent.Renders) {
                        heardOfFilm.countDown();
                    }
                });
                chat.start();
                render.start();
                everybodyTalks(chat);
                delivered.await();
                heardOfFilm.await();
            }
            assertThat(nobody.requests).as("the chat node renders nothing").isEmpty();
            assertThat(films.requests).hasSize(PEOPLE);
            assertEverybodyGotTextThenClip(platform.posted);
        }
    }

    private static CountDownLatch deliveries(RunningNode node) {
        var delivered = new CountDownLatch(PEOPLE);
        node.turns().listen(event -> {
            if (event instanceof TurnEvent.Moved moved && moved.state() == TurnState.DELIVERED) {
                delivered.countDown();
            }
        });
        return delivered;
    }

    private static void everybodyTalks(RunningNode node) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, PEOPLE)
                    .forEach(i -> threads.execute(() -> node.inbox()
                            .accept(new ChatMessage(
                                    FakePlatform.NAME,
                                    new ConversationId("chat-" + i),
                                    new PersonId("person-" + i),
                                    new EventId("event-" + i),
                                    new MessageContent.Text("Hello from " + i),
                                    null,
                                    Instant.EPOCH))));
        }
    }

    private static void assertEverybodyGotTextThenClip(List<Delivery> posted) {
        for (int i = 0; i < PEOPLE; i++) {
            var conversation = new ConversationId("chat-" + i);
            assertThat(posted.stream()
                            .filter(delivery -> delivery.conversation().equals(conversation))
                            .map(Delivery::kind))
                    .containsExactly(Delivery.Kind.TEXT, Delivery.Kind.CLIP);
        }
        assertThat(posted).hasSize(2 * PEOPLE);
    }
}
