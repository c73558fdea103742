package dev.vignette.bot.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.turn.Exchanges;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

class TurnMemoryTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String KEY = TurnMemory.key(new PlatformName("web"), new ConversationId("c1"));

    private final JdbcDataSource database = new JdbcDataSource();
    private int count;

    @BeforeEach
    void migrate() {
        database.setURL("jdbc:h2:mem:memory-" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
    }

    private TurnMemory memory(int turns) {
        return new TurnMemory(new Exchanges(database), turns, Duration.ofHours(24), () -> NOON);
    }

    private void turn(String platform, String conversation, String said, String answered, String by, Instant at) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        JdbcClient.create(database)
                .sql("insert into turns (id, platform, conversation_id, person_id, event_id, state, heard_text, avatar,"
                        + " reply_full, reply_provider, received_at, replied_at) values (?, ?, ?, 'p', ?, 'REPLIED', ?,"
                        + " 'ada', ?, ?, ?, ?)")
                .params("turn-" + count, platform, conversation, "event-" + count++, said, answered, by, time, time)
                .update();
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getText).toList();
    }

    @Test
    void remembersTheLastExchangesOldestFirst() {
        turn("web", "c1", "one?", "one.", "scripted", NOON.minusSeconds(30));
        turn("web", "c1", "two?", "two.", "ollama/x", NOON.minusSeconds(20));
        turn("web", "c1", "three?", "three.", "scripted", NOON.minusSeconds(10));

        List<Message> messages = memory(2).get(KEY);

        assertThat(texts(messages)).containsExactly("two?", "two.", "three?", "three.");
        assertThat(messages.get(0)).isInstanceOf(UserMessage.class);
        assertThat(messages.get(1)).isInstanceOf(AssistantMessage.class);
    }

    @Test
    void leavesOutRefusalsWhatIsOldAndOtherConversations() {
        turn("web", "c1", "yesterday", "old.", "scripted", NOON.minus(Duration.ofHours(25)));
        turn("web", "c1", "something bad", "I would rather not.", "guard", NOON.minusSeconds(40));
        turn("web", "c2", "elsewhere", "there.", "scripted", NOON.minusSeconds(30));
        turn("discord", "c1", "same id, other platform", "there.", "scripted", NOON.minusSeconds(20));
        turn("web", "c1", "now", "here.", "scripted", NOON.minusSeconds(10));

        assertThat(texts(memory(10).get(KEY))).containsExactly("now", "here.");
    }

    @Test
    void withoutAWindowThereIsNoMemory() {
        turn("web", "c1", "now", "here.", "scripted", NOON);
        assertThat(memory(0).get(KEY)).isEmpty();
    }

    @Test
    void aReplyThatIsMadeTwiceIsRememberedOnce() {
        TurnMemory memory = memory(10);
        memory.add(KEY, List.of(new UserMessage("now"), new AssistantMessage("here.")));
        turn("web", "c1", "now", "here.", "scripted", NOON);
        assertThat(texts(memory.get(KEY))).containsExactly("now", "here.");
    }
}
