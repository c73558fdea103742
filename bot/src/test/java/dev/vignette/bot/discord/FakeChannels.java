package dev.vignette.bot.discord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import okio.ByteString;

/** Channels and the messages in them; what a bot may post is {@link PostRules}' business. */
final class FakeChannels {
    static final int VOICE_MESSAGE = 1 << 13;

    private final FakeDiscord discord;
    private final Map<Long, TreeMap<Long, DataObject>> channels = new HashMap<>();
    /** By person. */
    private final Map<Long, Long> direct = new ConcurrentHashMap<>();

    private final Map<String, Long> nonces = new HashMap<>();
    /** Channels in which the bot may not post. */
    final Set<Long> closed = new HashSet<>();
    /** Channels in which the bot may not post voice messages. */
    final Set<Long> voiceless = new HashSet<>();

    /** How many times somebody saw that the bot is typing. */
    int typed;

    final FakeAttachments attachments;

    FakeChannels(FakeDiscord discord) {
        this.discord = discord;
        attachments = new FakeAttachments(discord);
        channels.put(Json.GENERAL, new TreeMap<>());
        channels.put(Json.SILENT, new TreeMap<>());
        befriend(Json.ANN, Json.ANNS_DM);
    }

    /** The person may be written to. */
    synchronized void befriend(long person, long channel) {
        direct.put(person, channel);
        channels.put(channel, new TreeMap<>());
    }

    /** Whether the channel is somebody's own with the bot. */
    boolean direct(long channel) {
        return direct.containsValue(channel);
    }

    /** What people see in the channel, oldest first. */
    synchronized List<DataObject> messages(long channel) {
        return List.copyOf(Objects.requireNonNull(channels.get(channel)).values());
    }

    /** What the bot has posted in the channel, oldest first. */
    List<DataObject> answers(long channel) {
        return messages(channel).stream()
                .filter(message -> message.getObject("author").getLong("id") == FakeDiscord.APPLICATION)
                .toList();
    }

    /** The bytes of an uploaded attachment. */
    synchronized ByteString upload(DataObject attachment) {
        return attachments.file(attachment);
    }

    /** Nothing has been said anywhere. */
    synchronized void clear() {
        channels.values().forEach(TreeMap::clear);
        closed.clear();
        voiceless.clear();
        attachments.clear();
    }

    /** Adds somebody's message without telling the gateway. */
    synchronized DataObject add(DataObject message) {
        in(message.getLong("channel_id")).put(message.getLong("id"), message);
        return message;
    }

    synchronized void remove(long channel, long message) {
        in(channel).remove(message);
    }

    DataObject open(DataObject request) {
        long recipient = request.getLong("recipient_id");
        Long channel = direct.get(recipient);
        if (channel == null) {
            throw new Refusal(403, 50007, "Cannot send messages to this user");
        }
        return Json.directChannel(channel, Json.user(recipient, Json.name(recipient), false));
    }

    synchronized Object typing(long channel) {
        writable(channel);
        typed++;
        discord.witness.acknowledged("typing " + channel);
        return DataObject.empty();
    }

    synchronized DataObject post(long channel, Uploaded request) {
        writable(channel);
        DataObject json = request.json();
        String nonce = json.getString("nonce", "");
        if (!nonce.isEmpty()) {
            Refusal.unless(nonce.length() <= 25, "nonce: Must be 25 or fewer in length.");
            Long known = json.getBoolean("enforce_nonce") ? nonces.get(channel + "/" + nonce) : null;
            if (known != null) {
                return Objects.requireNonNull(in(channel).get(known));
            }
        }
        checkReference(channel, json);
        DataObject message = compose(discord.id(), channel, request);
        nonces.put(channel + "/" + nonce, message.getLong("id"));
        return put(message);
    }

    private synchronized void checkReference(long channel, DataObject json) {
        if (!json.isNull("message_reference")) {
            DataObject reference = json.getObject("message_reference");
            boolean known = in(channel).containsKey(reference.getLong("message_id"));
            Refusal.unless(
                    known || !reference.getBoolean("fail_if_not_exists", true), "message_reference: Unknown message");
        }
    }

    /** A message of the bot that passes every check, not yet posted. */
    synchronized DataObject compose(long id, long channel, Uploaded request) {
        DataObject message =
                Json.message(id, channel, Json.self(), "", discord.now().toString());
        message.put("application_id", Long.toString(FakeDiscord.APPLICATION));
        boolean voice = (request.json().getInt("flags", 0) & VOICE_MESSAGE) != 0;
        if (voice) {
            if (voiceless.contains(channel)) {
                throw new Refusal(403, 50173, "You cannot send voice messages in this channel");
            }
            PostRules.voice(request);
        }
        apply(message, request);
        boolean empty = message.getString("content").isEmpty()
                && message.getArray("attachments").isEmpty();
        if (empty) {
            throw new Refusal(400, 50006, "Cannot send an empty message");
        }
        if (!request.json().isNull("message_reference")) {
            message.put("message_reference", request.json().getObject("message_reference"));
        }
        return message;
    }

    synchronized DataObject put(DataObject message) {
        channels.computeIfAbsent(message.getLong("channel_id"), key -> new TreeMap<>())
                .put(message.getLong("id"), message);
        return message;
    }

    synchronized DataObject get(long channel, long id) {
        DataObject message = in(channel).get(id);
        if (message == null) {
            throw new Refusal(404, 10008, "Unknown Message");
        }
        DataObject fresh = DataObject.fromJson(message.toString());
        List<DataObject> attachments = new ArrayList<>();
        fresh.getArray("attachments").stream(DataArray::getObject)
                .map(it -> it.getString("url").contains("/attachments/") ? discord.files.renewed(it) : it)
                .forEach(attachments::add);
        return fresh.put("attachments", Json.array(attachments));
    }

    DataObject edit(long channel, long id, Uploaded request) {
        writable(channel);
        return editAnywhere(channel, id, request);
    }

    synchronized DataObject editAnywhere(long channel, long id, Uploaded request) {
        DataObject message = in(channel).get(id);
        if (message == null) {
            throw new Refusal(404, 10008, "Unknown Message");
        }
        if (message.getObject("author").getLong("id") != FakeDiscord.APPLICATION) {
            throw new Refusal(403, 50005, "Cannot edit a message authored by another user");
        }
        if ((message.getInt("flags", 0) & VOICE_MESSAGE) != 0) {
            throw new Refusal(400, 50162, "Voice messages cannot be edited");
        }
        apply(message, request);
        message.put("flags", message.getInt("flags") & ~128);
        message.put("edited_timestamp", discord.now().toString());
        return message;
    }

    synchronized Object delete(long channel, long id) {
        if (in(channel).remove(id) == null) {
            throw new Refusal(404, 10008, "Unknown Message");
        }
        return DataObject.empty();
    }

    synchronized DataArray list(long channel, long after, int limit) {
        List<DataObject> found =
                new ArrayList<>(in(channel).tailMap(after, false).values());
        List<DataObject> oldest = found.subList(0, Math.min(limit, found.size()));
        return Json.array(oldest.reversed());
    }

    private void writable(long channel) {
        in(channel);
        if (closed.contains(channel)) {
            throw new Refusal(403, 50013, "Missing Permissions");
        }
    }

    private synchronized TreeMap<Long, DataObject> in(long channel) {
        TreeMap<Long, DataObject> messages = channels.get(channel);
        if (messages == null) {
            throw new Refusal(404, 10003, "Unknown Channel");
        }
        return messages;
    }

    private void apply(DataObject message, Uploaded request) {
        DataObject json = request.json();
        DataArray files = json.hasKey("attachments") || !request.files().isEmpty()
                ? attachments.of(message, request)
                : message.getArray("attachments");
        if (json.hasKey("components")) {
            PostRules.components(json.getArray("components"));
        }
        if (json.hasKey("content")) {
            PostRules.content(json);
            message.put("content", json.getString("content", ""));
        }
        if (json.hasKey("components")) {
            message.put("components", json.getArray("components"));
        }
        message.put("attachments", files);
        if (json.getInt("flags", 0) != 0) {
            message.put("flags", json.getInt("flags"));
        }
    }
}
