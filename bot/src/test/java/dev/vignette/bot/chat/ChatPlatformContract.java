package dev.vignette.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every platform promises to turns. An adapter's test extends this and shows what a person would see. */
public abstract class ChatPlatformContract {
    /** What a person sees of one message. */
    public record Shown(String text, boolean clip, boolean voice) {
        public Shown(String text, boolean clip) {
            this(text, clip, false);
        }
    }

    private final Random random = new Random(5);

    protected abstract ChatPlatform platform();

    /** Where the question was asked. */
    protected abstract ConversationId conversation();

    /** A message there, which answers can refer to. */
    protected abstract EventId question();

    /** The turn that a delivery is for; must exist where the platform's own tables need it. */
    protected TurnId turn() {
        return TurnId.random(random);
    }

    /** Everything of the bot's that stands in the conversation now, oldest first. */
    protected abstract List<Shown> shown();

    /** A clip the platform takes. */
    protected Delivery.ClipFile clip() {
        return TestClip.square(2);
    }

    @Test
    protected void textIsShownAsItIs() {
        platform().deliverText(text("Use <b> & *stars* at @everyone, `code` and 你好.", null));
        assertThat(shown()).extracting(Shown::text).singleElement().asString().contains("Use <b> & *stars*");
    }

    @Test
    protected void longTextArrivesWhole() {
        String words = IntStream.range(0, 2_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        platform().deliverText(text(words, null));
        assertThat(shown().stream()
                        .map(Shown::text)
                        .collect(Collectors.joining(" "))
                        .replaceAll("\\s+", " "))
                .contains("word0 ")
                .contains("word999 word1000 ")
                .contains("word1999");
    }

    @Test
    protected void theClipComesWithTheText() {
        PlatformMessageId text = platform().deliverText(text("Look", null));
        Delivery clip = delivery(
                Delivery.Kind.CLIP, "Made by AI", platform().capabilities().editWithFile() ? text : null);
        platform().deliverClip(clip, film());
        assertThat(shown()).anyMatch(Shown::clip);
        assertThat(shown().stream().map(Shown::text)).anyMatch(shown -> shown.contains("Look"));
    }

    @Test
    protected void theVoiceNoteComesWithALabelOnceWhereThePlatformSaysSo() {
        if (!platform().capabilities().voiceOut()) {
            assertThatThrownBy(() -> platform().deliverVoice(voice(null), note()))
                    .isInstanceOfSatisfying(
                            DeliveryException.class,
                            e -> assertThat(e.retryable()).isFalse());
            return;
        }
        PlatformMessageId text = platform().deliverText(text("Listen", null));
        Delivery voice = voice(platform().capabilities().editWithFile() ? text : null);
        PlatformMessageId posted = platform().deliverVoice(voice, note());
        assertThat(shown().stream().filter(Shown::voice)).hasSize(1);
        assertThat(shown().stream().map(Shown::text)).anyMatch(shown -> shown.contains("Made by AI"));
        if (platform().capabilities().idempotent()) {
            platform().deliverVoice(voice, note());
            assertThat(shown().stream().filter(Shown::voice)).hasSize(1);
        }
        platform().retract(conversation(), posted);
        assertThat(shown().stream().filter(Shown::voice)).isEmpty();
    }

    protected Delivery voice(@Nullable PlatformMessageId text) {
        return delivery(Delivery.Kind.VOICE, "Made by AI", text);
    }

    protected Delivery.Voice note() {
        return new Delivery.Voice("clip1", () -> TestVoice.hum(2), false);
    }

    @Test
    protected void theSameDeliveryAgainIsNoDoubleWhereThePlatformSaysSo() {
        Delivery text = text("Once", null);
        platform().deliverText(text);
        platform().deliverText(text);
        assertThat(shown()).hasSize(platform().capabilities().idempotent() ? 1 : 2);
    }

    @Test
    protected void aNewAnswerTakesTheOldOnesPlace() {
        PlatformMessageId before = platform().deliverText(text("Before", null));
        platform().deliverText(text("After", before));
        assertThat(shown().stream().map(Shown::text).filter(shown -> shown.contains("After")))
                .hasSize(1);
    }

    @Test
    protected void whatIsTakenBackIsGone() {
        PlatformMessageId message = platform().deliverText(text("Gone", null));
        platform().retract(conversation(), message);
        assertThat(shown()).isEmpty();
        platform().retract(conversation(), message);
    }

    @Test
    protected void capabilitiesMakeSense() {
        PlatformCapabilities can = platform().capabilities(conversation());
        assertThat(can.maxBytes()).isGreaterThan(1_000_000);
        assertThat(can.maxDuration()).isBetween(Duration.ofSeconds(10), Duration.ofHours(1));
    }

    protected Delivery text(String text, @Nullable PlatformMessageId replaces) {
        return delivery(Delivery.Kind.TEXT, text, replaces);
    }

    protected Delivery.Clip film() {
        return new Delivery.Clip("clip1", Duration.ofSeconds(2), this::clip);
    }

    protected Delivery delivery(Delivery.Kind kind, String text, @Nullable PlatformMessageId replaces) {
        return new Delivery(
                DeliveryId.random(random),
                turn(),
                kind,
                conversation(),
                question(),
                "en",
                text,
                List.of(TurnAction.TALK, TurnAction.DELETE),
                replaces);
    }
}
