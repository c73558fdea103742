package dev.vignette.bot.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A conversation as the page sees it: messages become texts and clips, told as they happen. */
class ConversationPageTest extends PageServiceTest {
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
