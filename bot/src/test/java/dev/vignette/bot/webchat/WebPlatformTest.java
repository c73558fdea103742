package dev.vignette.bot.webchat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ChatPlatformContract;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

class WebPlatformTest extends ChatPlatformContract {
    private final HikariDataSource database = TestDatabase.inMemory();
    private final WebPosts posts = new WebPosts(JdbcClient.create(database), InstantSource.system());
    private final WebPlatform platform = new WebPlatform(posts);
    private final ManualNode node = new ManualNode(database, List.of(platform));
    private int questions;

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    protected ChatPlatform platform() {
        return platform;
    }

    @Override
    protected ConversationId conversation() {
        return new ConversationId("page");
    }

    @Override
    protected EventId question() {
        return new EventId("page/q" + questions);
    }

    @Override
    protected TurnId turn() {
        questions++;
        return node.inbox()
                .accept(new ChatMessage(
                        WebPlatform.NAME,
                        conversation(),
                        new PersonId("page"),
                        question(),
                        new MessageContent.Text("?"),
                        null,
                        Instant.EPOCH))
                .turn();
    }

    @Override
    protected List<Shown> shown() {
        return posts.of(conversation()).stream()
                .map(post -> new Shown(post.body(), post.kind() == Delivery.Kind.CLIP))
                .toList();
    }
}
