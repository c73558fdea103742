package dev.vignette.bot.manners;

import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.chat.MessageContent.Text;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import java.util.Locale;

/** As what somebody says something; by default they are answered in the same manner. */
enum Medium {
    WRITING,
    /** Sound alone: a voice note, an audio clip. */
    VOICE,
    /** Sound and picture: a round video note, a video. */
    FILM;

    /** By what the platform declares of it; only how the answer is given depends on that. */
    static Medium of(MessageContent content) {
        return switch (content) {
            case Text text -> WRITING;
            case VoiceNote note -> of(note.mediaType());
            case Attachment there -> of(there.mediaType());
        };
    }

    private static Medium of(String mediaType) {
        return mediaType.toLowerCase(Locale.ROOT).startsWith("video/") ? FILM : VOICE;
    }
}
