package dev.vignette.bot.chat;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a person sent: words, or a recording of words, here already or still with the platform. */
public sealed interface MessageContent {
    /**
     * Words.
     *
     * @param value as typed, 1 to {@value #MAX_CHARS} characters, not blank
     */
    record Text(String value) implements MessageContent {
        /** Longest message taken; platforms stop at 2,000 (Discord) to 40,000 (Slack). */
        public static final int MAX_CHARS = 8_000;

        public Text {
            // PostgreSQL cannot store it, and nobody can type it.
            value = value.replace("\0", "");
            if (value.isBlank()) {
                throw new IllegalArgumentException("The message is empty. Write something.");
            }
            if (value.length() > MAX_CHARS) {
                throw new IllegalArgumentException("The message is " + value.length() + " characters long; at most "
                        + MAX_CHARS + " are taken. Send it in parts.");
            }
        }
    }

    /**
     * A recording.
     *
     * @param mediaType as declared by the sender, such as {@code audio/ogg}; a hint, never trusted
     * @param size of {@code sound} in bytes
     * @param sound the recording as sent; nothing has decoded it yet
     */
    record VoiceNote(String mediaType, long size, ByteSource sound) implements MessageContent {
        /** Largest recording taken, in bytes. */
        public static final int MAX_BYTES = 20_000_000;

        private static final Pattern MEDIA_TYPE = Pattern.compile("(audio|video|application)/[a-z0-9.+-]{1,60}");

        public VoiceNote {
            if (size <= 0) {
                throw new IllegalArgumentException("The voice note is empty. Record it again.");
            }
            if (size > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "The voice note is larger than " + MAX_BYTES / 1_000_000 + " MB. Record a shorter one.");
            }
            mediaType = mediaType.toLowerCase(Locale.ROOT);
            int parameters = mediaType.indexOf(';');
            mediaType = (parameters < 0 ? mediaType : mediaType.substring(0, parameters)).strip();
            if (!MEDIA_TYPE.matcher(mediaType).matches()) {
                mediaType = "application/octet-stream";
            }
        }
    }

    /**
     * A recording that still lies with its platform. It is stored by its reference, so that the message can be acknowledged
     * at once, and fetched later by {@link ChatPlatform#fetch}, again if need be.
     *
     * @param reference by which the adapter finds it again also after a restart: ids, never a URL that expires or holds a
     *     secret; 1 to {@value #MAX_REFERENCE} visible ASCII characters
     * @param mediaType as declared; a hint, never trusted
     * @param size in bytes as declared; 0 if unknown
     */
    record Attachment(String reference, String mediaType, long size) implements MessageContent {
        /** Longest reference, in characters. */
        public static final int MAX_REFERENCE = 1_000;

        public Attachment {
            if (reference.length() > MAX_REFERENCE || !reference.matches("[\\x21-\\x7e]+")) {
                throw new IllegalArgumentException("The voice note cannot be found. Send it again.");
            }
            if (size < 0 || size > VoiceNote.MAX_BYTES) {
                throw new IllegalArgumentException("The voice note is larger than " + VoiceNote.MAX_BYTES / 1_000_000
                        + " MB. Record a shorter one.");
            }
            mediaType = mediaType.length() > 80 ? "application/octet-stream" : mediaType;
        }
    }
}
