package dev.vignette.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vignette.bot.telegram.FakeTelegram.Call;
import dev.vignette.bot.telegram.FakeTelegram.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the fake server's chats hold, and the rules for changing it; {@link FakeMedia} has those for films and sound. */
final class FakeChats {
    /**
     * A message.
     *
     * @param kind text, note or video
     * @param buttons labels to data
     */
    record Posted(
            int id,
            long chat,
            @Nullable Integer thread,
            String kind,
            String text,
            Map<String, String> buttons,
            @Nullable Integer replyTo) {}

    private static final Set<String> ACTIONS = Set.of(
            "typing",
            "record_video_note",
            "upload_video_note",
            "upload_video",
            "record_voice",
            "upload_voice",
            "upload_document");

    final List<Posted> posted = new ArrayList<>();
    final Set<Long> known = new HashSet<>(Set.of(42L, 43L, -100L));
    final Set<Long> blockedBy = new HashSet<>();
    final Set<Long> noVoice = new HashSet<>();
    final Set<Long> noFiles = new HashSet<>();
    final Map<Long, Long> migrated = new HashMap<>();
    final Set<Integer> questions = ConcurrentHashMap.newKeySet();
    final Set<Long> admins = new HashSet<>(Set.of(1L));
    final Set<String> openQueries = new HashSet<>();
    final Map<String, String> toasts = new LinkedHashMap<>();
    final Map<String, Long> files = new HashMap<>();
    final FakeMedia media = new FakeMedia(this);
    private int nextMessage = 5000;

    synchronized List<Posted> all() {
        return List.copyOf(posted);
    }

    synchronized List<Posted> in(long chat) {
        return posted.stream().filter(message -> message.chat() == chat).toList();
    }

    synchronized Posted last(long chat) {
        return in(chat).getLast();
    }

    synchronized Object result(Call call) {
        return switch (call.method()) {
            case "sendmessage" -> sendMessage(call);
            case "editmessagetext" -> edit(call);
            case "deletemessage" -> delete(call);
            case "sendvideonote" -> media.film(call, "note", "video_note");
            case "sendvoice" -> media.voice(call);
            case "senddocument" -> media.document(call);
            case "sendvideo" -> media.film(call, "video", "video");
            case "sendchataction" -> {
                chat(call);
                need(ACTIONS.contains(call.get("action")), "wrong parameter action in request");
                yield true;
            }
            case "getfile" -> getFile(call);
            case "setmycommands" -> commands(call);
            case "answercallbackquery" -> {
                need(
                        openQueries.remove(call.get("callback_query_id")),
                        "query is too old and response timeout expired or query ID is invalid");
                need(call.get("text").length() <= 200, "MESSAGE_TOO_LONG");
                toasts.put(call.get("callback_query_id"), call.get("text"));
                yield true;
            }
            case "getchatmember" -> member(call);
            default -> throw new Refusal(404, "Not Found: method not found " + call.method(), Map.of());
        };
    }

    private Object sendMessage(Call call) {
        long chat = chat(call);
        text(call.get("text"), 4096, "message");
        return post(call, chat, "text", call.get("text"), Map.of("text", call.get("text")));
    }

    Object post(Call call, long chat, String kind, String text, Map<String, Object> content) {
        Integer replyTo = null;
        if (!call.get("reply_parameters").isEmpty()) {
            JsonNode reply = json(call.get("reply_parameters"));
            replyTo = reply.path("message_id").asInt();
            boolean exists = questions.contains(replyTo) || find(chat, replyTo) != null;
            need(
                    exists || reply.path("allow_sending_without_reply").asBoolean(false),
                    "message to be replied not found");
            replyTo = exists ? replyTo : null;
        }
        Integer thread =
                call.get("message_thread_id").isEmpty() ? null : Integer.valueOf(call.get("message_thread_id"));
        Posted message = new Posted(nextMessage++, chat, thread, kind, text, buttons(call), replyTo);
        posted.add(message);
        return json(message, content);
    }

    private static Map<String, Object> json(Posted message, Map<String, Object> content) {
        Map<String, Object> json = new HashMap<>(content);
        json.put("message_id", message.id());
        json.put("date", 1_790_000_000);
        json.put("chat", Map.of("id", message.chat(), "type", message.chat() > 0 ? "private" : "supergroup"));
        json.put("from", Map.of("id", FakeTelegram.BOT, "is_bot", true, "first_name", "Vignette"));
        return json;
    }

    private Object edit(Call call) {
        long chat = chat(call);
        int id = Integer.parseInt(call.get("message_id"));
        Posted before = find(chat, id);
        need(before != null && before.kind().equals("text"), "message to edit not found");
        text(call.get("text"), 4096, "message");
        Posted after = new Posted(id, chat, before.thread(), "text", call.get("text"), buttons(call), before.replyTo());
        need(
                !after.equals(before),
                "message is not modified: specified new message content and reply markup are exactly the same");
        posted.set(posted.indexOf(before), after);
        return json(after, Map.of("text", after.text()));
    }

    private Object delete(Call call) {
        Posted message = find(chat(call), Integer.parseInt(call.get("message_id")));
        need(message != null, "message to delete not found");
        posted.remove(message);
        return true;
    }

    private Object getFile(Call call) {
        Long size = files.get(call.get("file_id"));
        need(size != null, "wrong file_id or the file is temporarily unavailable");
        need(size <= 20_000_000, "file is too big");
        return Map.of(
                "file_id", call.get("file_id"), "file_unique_id", "u", "file_path", "voice/" + call.get("file_id"));
    }

    private static Object commands(Call call) {
        JsonNode commands = json(call.get("commands"));
        need(commands.size() <= 100, "too many commands");
        commands.forEach(command -> {
            need(command.path("command").asText().matches("[a-z0-9_]{1,32}"), "BOT_COMMAND_INVALID");
            int length = command.path("description").asText().length();
            need(length >= 1 && length <= 256, "BOT_COMMAND_DESCRIPTION_INVALID");
        });
        String language = call.get("language_code");
        need(language.isEmpty() || language.matches("[a-z]{2}"), "BOT_COMMAND_LANGUAGE_INVALID");
        return true;
    }

    private Object member(Call call) {
        long user = Long.parseLong(call.get("user_id"));
        Map<String, Object> member = new HashMap<>();
        member.put("user", Map.of("id", user, "is_bot", false, "first_name", "Somebody"));
        boolean admin = admins.contains(user);
        member.put("status", admin ? "creator" : "member");
        if (admin) {
            member.put("is_anonymous", false);
        }
        return member;
    }

    long chat(Call call) {
        need(!call.get("chat_id").isEmpty(), "chat_id is empty");
        long chat = Long.parseLong(call.get("chat_id"));
        Long to = migrated.get(chat);
        if (to != null) {
            throw new Refusal(
                    400, "Bad Request: group chat was upgraded to a supergroup chat", Map.of("migrate_to_chat_id", to));
        }
        if (blockedBy.contains(chat)) {
            throw new Refusal(403, "Forbidden: bot was blocked by the user", Map.of());
        }
        need(known.contains(chat), "chat not found");
        return chat;
    }

    private Map<String, String> buttons(Call call) {
        Map<String, String> buttons = new LinkedHashMap<>();
        if (!call.get("reply_markup").isEmpty() && !call.get("reply_markup").equals("null")) {
            json(call.get("reply_markup"))
                    .path("inline_keyboard")
                    .forEach(row -> row.forEach(button -> {
                        String data = button.path("callback_data").asText();
                        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
                        need(bytes >= 1 && bytes <= 64, "BUTTON_DATA_INVALID");
                        need(!button.path("text").asText().isBlank(), "button text must be non-empty");
                        buttons.put(button.path("text").asText(), data);
                    }));
        }
        return buttons;
    }

    private @Nullable Posted find(long chat, int id) {
        return posted.stream()
                .filter(message -> message.chat() == chat && message.id() == id)
                .findFirst()
                .orElse(null);
    }

    private static void text(String text, int most, String what) {
        need(!text.isBlank(), what + " text is empty");
        need(text.length() <= most, what + " is too long");
    }

    static void need(boolean condition, String otherwise) {
        if (!condition) {
            throw Refusal.bad(otherwise);
        }
    }

    private static JsonNode json(String text) {
        try {
            return FakeTelegram.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw Refusal.bad("can't parse " + text);
        }
    }
}
