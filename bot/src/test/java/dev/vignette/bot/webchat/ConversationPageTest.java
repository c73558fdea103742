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
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
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
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = ConversationPageTest.Page.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:page;DB_CLOSE_DELAY=-1",
            "spring.threads.virtual.enabled=true",
            "logging.level.root=warn"
        })
@Timeout(60)
class ConversationPageTest {
    @SpringBootConfiguration
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

    private static final String CONVERSATIONS = "/api/v1/conversations";
    private static final List<FakeReplies> REHEARSED = new CopyOnWriteArrayList<>();

    @Autowired
    private Environment environment;

    @Autowired
    private FakeFilms films;

    @Autowired
    private FakeReplies replies;

    @Autowired
    private PageRehearsal rehearsal;

    @Autowired
    private JsonMapper json;

    @Autowired
    private JdbcClient sql;

    private PageClient page;
    private String conversation = "";

    @BeforeEach
    void begin() {
        page = new PageClient(environment.getRequiredProperty("local.server.port", Integer.class));
        var begun = page.post(CONVERSATIONS, "{\"avatar\":\"leo\",\"language\":\"es\"}");
        assertThat(begun.status()).isEqualTo(201);
        conversation = CONVERSATIONS + "/" + begun.json().get("id").asString();
    }

    @Test
    void aMessageBecomesTextAndThenAClip() {
        try (var events = page.events(conversation, null)) {
            assertThat(events.next().name()).isEqualTo("snapshot");
            var accepted = page.post(conversation + "/messages", "{\"text\":\"Hola\"}", "Idempotency-Key", "k1");
            assertThat(accepted.status()).isEqualTo(202);
            List<PageClient.Event> seen = events.until(event -> event.state().equals("delivered"));

            assertThat(seen.stream().map(PageClient.Event::name).distinct())
                    .contains("turn", "reply_started", "reply_delta", "render_started", "progress");
            assertThat(seen.stream()
                            .filter(event -> event.name().equals("reply_delta"))
                            .map(event -> event.data().get("text").asString()))
                    .containsExactly("Re: ", "Hola");
            int text = indexOf(seen, "reply");
            int clip = indexOf(seen, "clip");
            // A film made in no time may stand in the same event as the text, never before it.
            assertThat(text).isNotNegative().isLessThanOrEqualTo(clip);

            var turn = page.get(conversation).json().get("turns").get(0);
            assertThat(turn.at("/reply/text").asString()).isEqualTo("Re: Hola");
            assertThat(turn.at("/reply/provider").asString()).isEqualTo("fake");
            assertThat(turn.at("/clip/duration_seconds").asDouble()).isEqualTo(0.8);
            assertThat(turn.at("/clip/label").asString()).isEqualTo("Hecho con IA");
            assertThat(turn.at("/clip/engines/voice").asString()).isEqualTo("fake");
            assertThat(turn.at("/avatar").asString()).isEqualTo("leo");
            assertThat(turn.get("moments").propertyNames())
                    .contains("received", "heard", "replied", "text_delivered", "rendered", "ended");
        }
    }

    @Test
    void aPageThatReloadsInTheMiddleOfARenderPicksTheTurnUp() throws InterruptedException {
        var rendering = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        films.doDuring("Reload me", request -> {
            rendering.countDown();
            await(go);
        });
        page.post(conversation + "/messages", "{\"text\":\"Reload me\"}");
        rendering.await();
        try (var events = page.events(conversation, null)) {
            var snapshot = events.next();
            var turn = snapshot.data().get("turns").get(0);
            assertThat(turn.get("state").asString()).isEqualTo("replied");
            assertThat(turn.at("/queue/position").asInt()).isZero();
            go.countDown();
            events.until(event -> event.state().equals("delivered"));
        }
    }

    @Test
    void aPageThatLostItsConnectionResumesWhereItWas() {
        String last;
        try (var events = page.events(conversation, null)) {
            page.post(conversation + "/messages", "{\"text\":\"Resume me\"}");
            last = events.until(event -> event.state().equals("heard"))
                    .getLast()
                    .id();
        }
        try (var events = page.events(conversation, last)) {
            List<PageClient.Event> missed = events.until(event -> event.state().equals("delivered"));
            assertThat(missed.getFirst().name()).isNotEqualTo("snapshot");
            assertThat(missed.stream().map(PageClient.Event::name)).contains("reply_delta");
        }
        try (var events = page.events(conversation, "another-life-7")) {
            assertThat(events.next().name()).isEqualTo("snapshot");
        }
    }

    @Test
    void theSameKeyIsTheSameMessageAlsoSixteenTimesAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PageClient.Answer>> answers = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() ->
                            page.post(conversation + "/messages", "{\"text\":\"Once\"}", "Idempotency-Key", "same")))
                    .toList();
            int fresh = 0;
            for (var answer : answers) {
                assertThat(answer.get().status()).isIn(200, 202);
                fresh += answer.get().status() == 202 ? 1 : 0;
            }
            assertThat(fresh).isEqualTo(1);
        }
        assertThat(page.get(conversation).json().get("turns")).hasSize(1);
    }

    @Test
    void aVoiceNoteIsKeptAndItsSilenceExplained() {
        byte[] sound = new byte[300_000];
        new Random(3).nextBytes(sound);
        try (var events = page.events(conversation, null)) {
            var accepted = page.post(conversation + "/voice-notes", sound, "audio/webm;codecs=opus");
            assertThat(accepted.status()).isEqualTo(202);
            var declined = events.until(event -> event.state().equals("declined"))
                    .getLast()
                    .data();
            assertThat(declined.at("/reason/code").asString()).isEqualTo("no_hearing");
            assertThat(declined.at("/reason/sentence").asString()).startsWith("Todavía no puedo escuchar notas de voz");
            assertThat(declined.at("/voice_note/media_type").asString()).isEqualTo("audio/webm");
            assertThat(page.bytes(declined.at("/voice_note/url").asString())).isEqualTo(sound);
        }
    }

    @Test
    void aTurnCanBeCancelledWhileItRenders() throws InterruptedException {
        var rendering = new CountDownLatch(1);
        films.doDuring("Stop me", request -> {
            rendering.countDown();
            await(new CountDownLatch(1));
        });
        var turn = page.post(conversation + "/messages", "{\"text\":\"Stop me\"}")
                .json()
                .get("id")
                .asString();
        rendering.await();
        var cancelled = page.post(conversation + "/turns/" + turn + "/cancel", null);
        assertThat(cancelled.json().get("state").asString()).isEqualTo("cancelled");
        assertThat(cancelled.json().at("/reason/sentence").asString()).isEqualTo("Cancelado.");
    }

    @Test
    void forgettingLeavesNothingBehind() {
        int rows = rows();
        page.post(conversation + "/messages", "{\"text\":\"Forget me\"}");
        try (var events = page.events(conversation, null)) {
            assertThat(page.delete(conversation).status()).isEqualTo(204);
            events.until(event -> event.name().equals("forgotten"));
        }
        assertThat(page.get(conversation).status()).isEqualTo(404);
        assertThat(page.delete(conversation).status()).isEqualTo(404);
        assertThat(rows()).as("neither the turn nor the conversation").isEqualTo(rows - 1);
    }

    @Test
    void practisingTalksOnItsOwnAndLeavesNothing() {
        int rows = rows();
        int asked = replies.requests.size();

        rehearsal.practise(PageVisit.to(environment, new Door(Optional.empty()), json), 2, 2);

        assertThat(REHEARSED)
                .singleElement()
                .satisfies(practised -> assertThat(practised.requests)
                        .hasSize(14)
                        .anySatisfy(request -> assertThat(request.text()).startsWith("Hola")));
        assertThat(rows()).isEqualTo(rows);
        assertThat(replies.requests).hasSize(asked);
    }

    @Test
    void aVisitBeginsAConversationAndForgetsIt() throws Exception {
        int rows = rows();
        try (var visit = PageVisit.to(environment, new Door(Optional.empty()), json)) {
            assertThat(visit).isNotNull();
            assertThat(visit.make()).containsExactly(201, 200, 400, 200, 204);
        }
        assertThat(rows()).isEqualTo(rows);
    }

    private int rows() {
        return sql.sql("select (select count(*) from conversations) + (select count(*) from turns)")
                .query(Integer.class)
                .single();
    }

    @Test
    void theFaceCanBeChanged() {
        assertThat(page.patch(conversation, "{\"avatar\":\"mia\"}")
                        .json()
                        .get("avatar")
                        .asString())
                .isEqualTo("mia");
        assertThat(page.post(conversation + "/messages", "{\"text\":\"Who?\"}")
                        .json()
                        .get("avatar")
                        .asString())
                .isEqualTo("mia");
    }

    @Test
    void whatIsWrongIsToldInOneSentence() {
        assertProblem(page.get(CONVERSATIONS + "/nobody"), 404, "There is no such conversation here");
        assertProblem(page.post(conversation + "/messages", "{\"text\":\" \"}"), 400, "The message is empty.");
        assertProblem(
                page.post(conversation + "/messages", "{\"text\":\"" + "a".repeat(8001) + "\"}"),
                400,
                "The message is 8001 characters long");
        assertProblem(
                page.post(conversation + "/voice-notes", new byte[0], "audio/ogg"), 400, "The voice note is empty");
        assertProblem(
                page.post(conversation + "/messages", "{\"text\":\"x\"}", "Idempotency-Key", "k".repeat(65)),
                400,
                "The Idempotency-Key");
        assertProblem(page.post(CONVERSATIONS, "{\"avatar\":\"../x\"}"), 400, "\"avatar\" is the name of a face");
        assertProblem(
                page.post(CONVERSATIONS, "{\"language\":\"klingonisch!\"}"), 400, "\"language\" is a language tag");
        assertProblem(page.post(conversation + "/turns/none/cancel", null), 404, "There is no such message");
    }

    @Test
    void oneConversationCannotTouchAnothers() {
        var turn = page.post(conversation + "/messages", "{\"text\":\"Mine\"}", "Idempotency-Key", "k")
                .json()
                .get("id")
                .asString();
        String other = CONVERSATIONS + "/"
                + page.post(CONVERSATIONS, null).json().get("id").asString();
        assertProblem(page.post(other + "/turns/" + turn + "/cancel", null), 404, "There is no such message");
        assertThat(page.post(other + "/messages", "{\"text\":\"Yours\"}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(202);
    }

    private static void assertProblem(PageClient.Answer answer, int status, String detail) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("detail").asString()).startsWith(detail);
        assertThat(answer.json().get("retryable").asBoolean()).isFalse();
    }

    private static int indexOf(List<PageClient.Event> events, String part) {
        return IntStream.range(0, events.size())
                .filter(i -> events.get(i).name().equals("turn")
                        && events.get(i).data().has(part))
                .findFirst()
                .orElse(-1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
