package dev.vignette.bot.discord;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import okio.ByteString;

/** The files that come with posts. */
final class FakeAttachments {
    private static final long DEFAULT_LIMIT = 10L << 20;

    private final FakeDiscord discord;
    private final Map<Long, ByteString> uploads = new HashMap<>();

    /** Largest file that is taken, bytes. */
    long limit = DEFAULT_LIMIT;

    FakeAttachments(FakeDiscord discord) {
        this.discord = discord;
    }

    void clear() {
        limit = DEFAULT_LIMIT;
    }

    /** The bytes of an uploaded attachment. */
    ByteString file(DataObject attachment) {
        return Objects.requireNonNull(uploads.get(attachment.getLong("id")));
    }

    /** What a message has attached once the request is granted. */
    DataArray of(DataObject message, Uploaded request) {
        Map<Long, DataObject> present = new HashMap<>();
        message.getArray("attachments").stream(DataArray::getObject)
                .forEach(attachment -> present.put(attachment.getLong("id"), attachment));
        DataArray result = DataArray.empty();
        Set<Integer> used = new HashSet<>();
        request.json().optArray("attachments").orElseGet(DataArray::empty).stream(DataArray::getObject)
                .forEach(wanted -> {
                    long id = wanted.getLong("id");
                    DataObject kept = present.get(id);
                    if (kept != null) {
                        result.add(kept);
                    } else {
                        ByteString file = request.files().get((int) id);
                        Refusal.unless(file != null, "attachments: no files[" + id + "]");
                        Refusal.unless(wanted.getString("description", "").length() <= 1024, "description: too long");
                        used.add((int) id);
                        result.add(stored(wanted, Objects.requireNonNull(file)));
                    }
                });
        Refusal.unless(used.equals(request.files().keySet()), "attachments: files without an entry");
        Refusal.unless(result.length() <= 10, "attachments: Must be 10 or fewer in length.");
        return result;
    }

    private DataObject stored(DataObject wanted, ByteString file) {
        if (file.size() > limit) {
            throw new Refusal(413, 40005, "Request entity too large");
        }
        long id = discord.id();
        uploads.put(id, file);
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("filename", wanted.getString("filename"))
                .put("description", wanted.getString("description", ""))
                .put("size", file.size())
                .put("url", "https://cdn.example/" + id)
                .put("proxy_url", "https://cdn.example/" + id);
    }
}
