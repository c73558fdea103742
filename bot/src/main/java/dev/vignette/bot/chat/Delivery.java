package dev.vignette.bot.chat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be posted once.
 *
 * @param id the same over all tries
 * @param turn it answers
 * @param conversation to post it in
 * @param replyTo the message it answers
 * @param language BCP 47 of {@code text}
 * @param text the reply, the reason why there is none, or what stands beside a clip or a voice note: that AI has made it
 * @param actions to offer with it, in this order
 * @param replaces for text, the message that this one takes the place of, as its question was edited or asked again; for a
 *     clip, the text to be edited to carry it, where the platform does that ({@link PlatformCapabilities#editWithFile}); null
 *     for none
 */
public record Delivery(
        DeliveryId id,
        TurnId turn,
        Kind kind,
        ConversationId conversation,
        EventId replyTo,
        String language,
        String text,
        List<TurnAction> actions,
        @Nullable PlatformMessageId replaces) {
    public Delivery {
        actions = List.copyOf(actions);
    }

    /** A delivery that offers nothing and replaces nothing. */
    public Delivery(
            DeliveryId id,
            TurnId turn,
            Kind kind,
            ConversationId conversation,
            EventId replyTo,
            String language,
            String text) {
        this(id, turn, kind, conversation, replyTo, language, text, List.of(), null);
    }

    /** A turn posts each kind at most once. */
    public enum Kind {
        /** The reply in full. */
        TEXT,
        /** The reply as a voice note, without a picture. */
        VOICE,
        /** The film of the reply. */
        CLIP,
        /** Why there is no reply, or no film of it. */
        NOTICE
    }

    /**
     * A film, wherever it lies.
     *
     * @param id of the clip in the library
     * @param file opens the film's bytes for an upload; throws {@link DeliveryException} if they cannot be had
     */
    public record Clip(String id, Duration duration, Supplier<ClipFile> file) {}

    /**
     * A voice note, wherever it lies.
     *
     * @param clip whose speech it is: id in the library
     * @param file opens its bytes for an upload; throws {@link DeliveryException} if they cannot be had
     * @param alone whether nothing else is heard of the answer; where no voice notes are taken it may then be an ordinary file
     */
    public record Voice(String clip, Supplier<VoiceFile> file, boolean alone) {}

    /**
     * The bytes of a voice note: Opus in Ogg, one channel, 48 kHz.
     *
     * @param size in bytes
     * @param outline the loudness over time as clients draw it, 1 to 256 values of 0 to 255; not to be written to
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on to a platform, never compared.
    public record VoiceFile(long size, Duration duration, byte[] outline, ByteSource content) {
        /** As platforms want it called. */
        public static final String MEDIA_TYPE = "audio/ogg";
    }

    /**
     * The bytes of a film: an MP4 with H.264 and AAC, its index in front.
     *
     * @param size in bytes
     * @param width in pixels
     * @param height in pixels
     */
    public record ClipFile(long size, int width, int height, ByteSource content) {
        /** Whether it can become a round video note. */
        public boolean square() {
            return width == height;
        }
    }
}
