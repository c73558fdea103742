package dev.vignette.bot.generate;

import dev.vignette.renderer.direction.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, unchecked.
 *
 * @param text to be said
 * @param language code or tag, or null to have it detected
 * @param avatar name of a member of the cast, or null
 * @param speaker name of the member of the cast whose voice is to speak, or null for the avatar's own
 * @param picture file of a guest's portrait, or null
 * @param video file of a few seconds of film of a guest, or null
 * @param sample file with a voice to come near to, or null
 * @param format {@code square} or {@code portrait}, or null for square
 * @param maxSeconds longest film, or null for the setting
 * @param direction beyond the speech, or null for the avatar's own
 * @param channel by which it came: {@code api}, {@code cli} or {@code chat}
 * @param asker who asks, as far as known
 */
@SuppressWarnings("ArrayRecordComponent") // Files as they came, not values to compare.
public record ClipRequest(
        @Nullable String text,
        @Nullable String language,
        @Nullable String avatar,
        @Nullable String speaker,
        byte @Nullable [] picture,
        byte @Nullable [] video,
        byte @Nullable [] sample,
        @Nullable String format,
        @Nullable Double maxSeconds,
        @Nullable Direction direction,
        String channel,
        String asker) {

    /** In the voice of the avatar or of the sample, without a film, and as the avatar usually is. */
    public ClipRequest(
            @Nullable String text,
            @Nullable String language,
            @Nullable String avatar,
            byte @Nullable [] picture,
            byte @Nullable [] sample,
            @Nullable String format,
            @Nullable Double maxSeconds,
            String channel,
            String asker) {
        this(text, language, avatar, null, picture, null, sample, format, maxSeconds, null, channel, asker);
    }
}
