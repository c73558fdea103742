package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.TestVoice;
import dev.vignette.bot.telegram.FakeTelegram.Call;
import dev.vignette.bot.telegram.FakeTelegram.Refusal;
import java.util.HashMap;
import java.util.Map;

/**
 * Films, voice notes and documents that are sent to the fake server, anew or by the id of a file that it has: as strict about
 * them as the real one. Called with the lock of {@link FakeChats} held.
 */
final class FakeMedia {
    /** Ids of files that were sent, and what they were sent as. */
    final Map<String, String> sentFiles = new HashMap<>();

    private final FakeChats chats;

    FakeMedia(FakeChats chats) {
        this.chats = chats;
    }

    Object film(Call call, String kind, String field) {
        long chat = chats.chat(call);
        boolean note = kind.equals("note");
        if (note && chats.noVoice.contains(chat)) {
            throw Refusal.bad("VOICE_MESSAGES_FORBIDDEN");
        }
        String given = call.get(field);
        byte[] upload = call.files().get(given.startsWith("attach://") ? given.substring(9) : field);
        String fileId;
        if (upload != null) {
            check(call, note, upload);
            fileId = kind + "-file-" + sentFiles.size();
            sentFiles.put(fileId, kind);
        } else {
            FakeChats.need(
                    !given.startsWith("http"), "wrong remote file identifier specified: can't use URL for video note");
            FakeChats.need(
                    kind.equals(sentFiles.get(given)), "wrong remote file identifier specified: Wrong string length");
            fileId = given;
        }
        Map<String, Object> file =
                new HashMap<>(Map.of("file_id", fileId, "file_unique_id", "u" + fileId, "duration", 2));
        if (note) {
            file.put("length", 512);
        } else {
            file.put("width", 512);
            file.put("height", 512);
        }
        FakeChats.need(note == call.get("caption").isEmpty() || !note, "video notes take no caption");
        return chats.post(call, chat, kind, call.get("caption"), Map.of(field, file));
    }

    Object voice(Call call) {
        long chat = chats.chat(call);
        if (chats.noVoice.contains(chat)) {
            throw Refusal.bad("VOICE_MESSAGES_FORBIDDEN");
        }
        FakeChats.need(call.get("caption").length() <= 1024, "MEDIA_CAPTION_TOO_LONG");
        String given = call.get("voice");
        byte[] upload = call.files().get(given.startsWith("attach://") ? given.substring(9) : "voice");
        String fileId;
        if (upload != null) {
            if (!TestVoice.isOpusInOgg(upload)) {
                // As Telegram does: what is no voice note is shown as a file.
                Map<String, Object> file = Map.of("file_id", "document", "file_unique_id", "document");
                return chats.post(call, chat, "document", call.get("caption"), Map.of("document", file));
            }
            fileId = "voice-file-" + sentFiles.size();
            sentFiles.put(fileId, "voice");
        } else {
            FakeChats.need(
                    "voice".equals(sentFiles.get(given)),
                    "wrong remote file identifier specified: Wrong string length");
            fileId = given;
        }
        Map<String, Object> file = Map.of("file_id", fileId, "file_unique_id", "u" + fileId, "duration", 2);
        return chats.post(call, chat, "voice", call.get("caption"), Map.of("voice", file));
    }

    Object document(Call call) {
        long chat = chats.chat(call);
        String given = call.get("document");
        byte[] upload = call.files().get(given.startsWith("attach://") ? given.substring(9) : "document");
        String fileId = given;
        if (upload != null) {
            // As Telegram does: sound in Ogg is a voice note, unless it is told not to look.
            boolean seen = !call.get("disable_content_type_detection").equals("true");
            if (seen && TestVoice.isOpusInOgg(upload) && chats.noVoice.contains(chat)) {
                throw Refusal.bad("VOICE_MESSAGES_FORBIDDEN");
            }
            fileId = "document-file-" + sentFiles.size();
            sentFiles.put(fileId, "document");
        } else {
            FakeChats.need("document".equals(sentFiles.get(given)), "wrong remote file identifier specified");
        }
        if (chats.noFiles.contains(chat)) {
            throw Refusal.bad("not enough rights to send documents to the chat");
        }
        Map<String, Object> file = Map.of("file_id", fileId, "file_unique_id", "u" + fileId);
        return chats.post(call, chat, "document", call.get("caption"), Map.of("document", file));
    }

    private static void check(Call call, boolean note, byte[] upload) {
        if (upload.length > 50_000_000) {
            throw new Refusal(413, "Request Entity Too Large", Map.of());
        }
        FilmHeader film;
        try {
            film = FilmHeader.of(upload);
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("wrong file: " + e.getMessage());
        }
        if (note) {
            FakeChats.need(film.width() == film.height(), "VIDEO_NOTE_NOT_SQUARE");
            FakeChats.need(film.width() <= 639, "wrong video note length");
            FakeChats.need(film.seconds() <= 60, "VIDEO_NOTE_TOO_LONG");
            FakeChats.need(
                    call.get("length").isEmpty() || Integer.parseInt(call.get("length")) == film.width(),
                    "wrong video note length");
        }
    }
}
