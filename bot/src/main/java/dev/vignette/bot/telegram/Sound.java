package dev.vignette.bot.telegram;

import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Audio;
import org.telegram.telegrambots.meta.api.objects.Document;
import org.telegram.telegrambots.meta.api.objects.Video;
import org.telegram.telegrambots.meta.api.objects.VideoNote;
import org.telegram.telegrambots.meta.api.objects.Voice;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * A recording in a message: a voice note, a round video note, an audio or video file.
 *
 * @param file Telegram's id of it, good for this bot for ever
 * @param size in bytes as declared; 0 if not
 * @param seconds as declared; 0 if not
 */
record Sound(String file, String mediaType, long size, int seconds) {
    static @Nullable Sound in(Message message) {
        Voice voice = message.getVoice();
        if (voice != null) {
            return of(voice.getFileId(), voice.getMimeType(), "audio/ogg", voice.getFileSize(), voice.getDuration());
        }
        VideoNote note = message.getVideoNote();
        if (note != null) {
            return of(note.getFileId(), null, "video/mp4", note.getFileSize(), note.getDuration());
        }
        Audio audio = message.getAudio();
        if (audio != null) {
            return of(audio.getFileId(), audio.getMimeType(), "audio/mpeg", audio.getFileSize(), audio.getDuration());
        }
        Video video = message.getVideo();
        if (video != null) {
            return of(video.getFileId(), video.getMimeType(), "video/mp4", video.getFileSize(), video.getDuration());
        }
        Document document = message.getDocument();
        if (document != null
                && document.getMimeType() != null
                && document.getMimeType().matches("(audio|video)/.*")) {
            return of(document.getFileId(), document.getMimeType(), "", document.getFileSize(), 0);
        }
        return null;
    }

    private static Sound of(
            String file, @Nullable String type, String otherwise, @Nullable Number size, @Nullable Integer seconds) {
        return new Sound(
                file,
                type == null ? otherwise : type,
                size == null ? 0 : Math.max(0, size.longValue()),
                seconds == null ? 0 : seconds);
    }
}
