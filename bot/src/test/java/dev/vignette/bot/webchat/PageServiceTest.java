package dev.vignette.bot.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.access.Door;
import dev.vignette.bot.reply.SmallTalk;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.FakeFilms;
import dev.vignette.bot.turn.FakeReplies;
import dev.vignette.bot.turn.Films;
import dev.vignette.bot.turn.Replies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the page talks to, on a port of its own, with replies and films that are made up; each test has a conversation. All subclasses share one. */
@SpringBootTest(
        classes = PageServiceTest.Page.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:page;DB_CLOSE_DELAY=-1",
            "spring.threads.virtual.enabled=true",
            "logging.level.root=warn"
        })
@Timeout(60)
abstract class PageServiceTest {
    /** No component, lest the whole service's scan should find it. */
    @EnableAutoConfiguration(
            // Whoever may come in is another package's business.
            exclude = {
                ManagementWebSecurityAutoConfiguration.class,
                SecurityFilterAutoConfiguration.class,
                ServletWebSecurityAutoConfiguration.class,
                UserDetailsServiceAutoConfiguration.class
            })
    @ComponentScan({"dev.vignette.bot.webchat", "dev.vignette.bot.turn"})
    static class Page {
        @Bean
        Replies replies() {
            return new FakeReplies();
        }

        @Bean
        Films films() {
            return new FakeFilms();
        }

        @Bean
        SmallTalk smallTalk() {
            return database -> {
                FakeReplies replies = new FakeReplies();
                REHEARSED.add(replies);
                return replies;
            };
        }

        @Bean
        Door door() {
            return new Door(Optional.empty());
        }

        @Bean
        Settings settings() {
            return Settings.from(Map.of("vignette.warm-up", "no")::get);
        }
    }

    static final String CONVERSATIONS = "/api/v1/conversations";
    /** What small talk was opened for practising. */
    static final List<FakeReplies> REHEARSED = new CopyOnWriteArrayList<>();

    @Autowired
    Environment environment;

    @Autowired
    FakeFilms films;

    @Autowired
    FakeReplies replies;

    @Autowired
    private JdbcClient sql;

    PageClient page;
    /** The path of this test's conversation. */
    String conversation = "";

    @BeforeEach
    void begin() {
        page = new PageClient(environment.getRequiredProperty("local.server.port", Integer.class));
        var begun = page.post(CONVERSATIONS, "{\"avatar\":\"leo\",\"language\":\"es\"}");
        assertThat(begun.status()).isEqualTo(201);
        conversation = CONVERSATIONS + "/" + begun.json().get("id").asString();
    }

    /** How many conversations and turns there are. */
    final int rows() {
        return sql.sql("select (select count(*) from conversations) + (select count(*) from turns)")
                .query(Integer.class)
                .single();
    }
}
