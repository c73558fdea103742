package dev.vignette.bot.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be done to a conversation besides talking, and what is refused. */
class ConversationRulesTest extends PageServiceTest {
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
}
