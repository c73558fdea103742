package dev.vignette.bot.telegram;

import dev.vignette.bot.turn.ManualNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** People who write to the bot: builds what the server would tell of it. */
final class People {
    private final FakeTelegram telegram;
    private int nextMessage = 100;
    private int nextQuery = 1;

    People(FakeTelegram telegram) {
        this.telegram = telegram;
    }

    /** In a direct chat, whose id is the person's. */
    int say(long person, String text) {
        return message(person, person, text, Map.of());
    }

    /** A message in a direct chat as Telegram would tell of it, not told yet. */
    Map<String, Object> words(long person, String text) {
        Map<String, Object> message = json(person, person, 1);
        message.put("text", text);
        return message;
    }

    int message(long chat, long person, String text, Map<String, Object> more) {
        int id = nextMessage++;
        Map<String, Object> message = json(chat, person, id);
        message.put("text", text);
        entities(text, message);
        message.putAll(more);
        telegram.chats.questions.add(id);
        telegram.updates.push("message", message);
        return id;
    }

    void edit(long chat, long person, int id, String text, int date) {
        Map<String, Object> message = json(chat, person, id);
        message.put("text", text);
        message.put("edit_date", date);
        telegram.updates.push("edited_message", message);
    }

    /** A message of another kind than text. */
    int send(long chat, long person, String kind, Object content) {
        int id = nextMessage++;
        Map<String, Object> message = json(chat, person, id);
        message.put(kind, content);
        telegram.chats.questions.add(id);
        telegram.updates.push("message", message);
        return id;
    }

    static Map<String, Object> voice(String file, long size, int seconds) {
        return Map.of(
                "file_id",
                file,
                "file_unique_id",
                "u",
                "duration",
                seconds,
                "mime_type",
                "audio/ogg",
                "file_size",
                size);
    }

    String press(long person, FakeChats.Posted message, String button) {
        String query = "q" + nextQuery++;
        telegram.chats.openQueries.add(query);
        String data = message.buttons().entrySet().stream()
                .filter(entry -> entry.getKey().contains(button))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + button + " in " + message))
                .getValue();
        Map<String, Object> under = json(message.chat(), FakeTelegram.BOT, message.id());
        under.put("text", message.text());
        telegram.updates.push(
                "callback_query",
                Map.of("id", query, "from", user(person), "message", under, "chat_instance", "1", "data", data));
        return query;
    }

    private static Map<String, Object> json(long chat, long person, int id) {
        Map<String, Object> message = new HashMap<>();
        message.put("message_id", id);
        message.put("date", (int) ManualNode.START.getEpochSecond());
        message.put("chat", Map.of("id", chat, "type", chat > 0 ? "private" : "supergroup", "title", "Chat"));
        message.put("from", user(person));
        return message;
    }

    static Map<String, Object> user(long id) {
        return Map.of(
                "id", id, "is_bot", id == 999 || id == FakeTelegram.BOT, "first_name", "P" + id, "language_code", "en");
    }

    private static void entities(String text, Map<String, Object> message) {
        List<Map<String, Object>> entities = new ArrayList<>();
        var words = Pattern.compile("(^/\\S+)|(@\\w+)").matcher(text);
        while (words.find()) {
            entities.add(Map.of(
                    "type",
                    words.group(1) != null ? "bot_command" : "mention",
                    "offset",
                    words.start(),
                    "length",
                    words.end() - words.start()));
        }
        if (!entities.isEmpty()) {
            message.put("entities", entities);
        }
    }
}
