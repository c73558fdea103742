package dev.vignette.bot.discord;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import net.dv8tion.jda.api.utils.data.DataObject;
import okio.Buffer;

/** Attachments: signed addresses that expire, as on Discord's file hosts. */
final class FakeFiles {
    /** A file, whether cut short in the middle or answered by another page. */
    record File(byte[] content, boolean truncated, String redirect) {}

    private final FakeDiscord discord;
    /** Whether a page comes in the place of every file. */
    volatile boolean pages;

    private final Map<String, File> files = new ConcurrentHashMap<>();

    FakeFiles(FakeDiscord discord) {
        this.discord = discord;
    }

    /** An attachment's JSON as in messages. */
    DataObject attach(String name, String type, long size, File file) {
        long id = discord.id();
        files.put(id + "/" + name, file);
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("filename", name)
                .put("content_type", type)
                .put("size", size)
                .put("url", url(id, name))
                .put("proxy_url", url(id, name));
    }

    /** The same attachment with an address that is good again. */
    DataObject renewed(DataObject attachment) {
        return DataObject.fromJson(attachment.toString())
                .put("url", url(attachment.getLong("id"), attachment.getString("filename")))
                .put("proxy_url", url(attachment.getLong("id"), attachment.getString("filename")));
    }

    private String url(long id, String name) {
        long expires = discord.now().plusSeconds(24 * 3600).getEpochSecond();
        return discord.server
                .url("/attachments/" + id + "/" + name + "?ex=" + Long.toHexString(expires) + "&is=1&hm=ab")
                .toString();
    }

    MockResponse serve(RecordedRequest request) {
        MockResponse.Builder answer = new MockResponse.Builder();
        String expires = request.getUrl().queryParameter("ex");
        if (expires == null || Long.parseLong(expires, 16) < discord.now().getEpochSecond()) {
            return answer.code(404).body("This content is no longer available.").build();
        }
        if (request.getHeaders().get("Authorization") != null) {
            throw new AssertionError("The token went to the file host.");
        }
        File file = files.get(request.getUrl().encodedPath().substring("/attachments/".length()));
        if (file == null) {
            return answer.code(404).build();
        }
        if (!file.redirect().isEmpty()) {
            return answer.code(302).addHeader("Location", file.redirect()).build();
        }
        if (pages) {
            return answer.addHeader("Content-Type", "text/html; charset=utf-8")
                    .body("<html>Just a moment…</html>")
                    .build();
        }
        answer.body(new Buffer().write(file.content()));
        return (file.truncated() ? answer.onResponseBody(new SocketEffect.CloseSocket()) : answer).build();
    }
}
