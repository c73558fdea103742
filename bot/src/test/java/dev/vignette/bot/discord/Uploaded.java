package dev.vignette.bot.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/**
 * The body of a request: JSON, or a form with JSON and files.
 *
 * @param files by the number in their field's name
 */
record Uploaded(DataObject json, Map<Integer, ByteString> files) {
    private static final Pattern FILE = Pattern.compile("name=\"files\\[(\\d+)]\"");

    static Uploaded of(RecordedRequest request) {
        String type = Objects.requireNonNullElse(request.getHeaders().get("Content-Type"), "");
        ByteString body = Objects.requireNonNullElse(request.getBody(), ByteString.EMPTY);
        if (type.startsWith("application/json")) {
            return new Uploaded(DataObject.fromJson(body.utf8()), Map.of());
        }
        if (!type.startsWith("multipart/form-data")) {
            throw new Refusal(400, 50109, "The request body contains invalid JSON.");
        }
        try {
            return form(body, type.substring(type.indexOf("boundary=") + "boundary=".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Uploaded form(ByteString body, String boundary) throws IOException {
        DataObject json = null;
        Map<Integer, ByteString> files = new LinkedHashMap<>();
        try (MultipartReader parts = new MultipartReader(new Buffer().write(body), boundary)) {
            for (var part = parts.nextPart(); part != null; part = parts.nextPart()) {
                String name = Objects.requireNonNullElse(part.headers().get("Content-Disposition"), "");
                Matcher file = FILE.matcher(name);
                if (file.find()) {
                    files.put(Integer.parseInt(file.group(1)), part.body().readByteString());
                } else if (name.contains("name=\"payload_json\"")) {
                    json = DataObject.fromJson(part.body().readUtf8());
                }
            }
        }
        if (json == null) {
            throw new Refusal(400, 50006, "A form without payload_json.");
        }
        return new Uploaded(json, files);
    }
}
