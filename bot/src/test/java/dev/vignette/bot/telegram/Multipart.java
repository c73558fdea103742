package dev.vignette.bot.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A multipart/form-data body, taken apart. */
record Multipart(Map<String, String> fields, Map<String, byte[]> files) {
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");

    static Multipart of(String contentType, byte[] body) {
        String boundary = "--" + contentType.replaceAll(".*boundary=", "").replace("\"", "");
        // One byte per character, so that positions are those of the bytes.
        String text = new String(body, ISO_8859_1);
        Map<String, String> fields = new HashMap<>();
        Map<String, byte[]> files = new HashMap<>();
        int at = text.indexOf(boundary);
        while (at >= 0) {
            int head = at + boundary.length() + 2;
            int next = text.indexOf("\r\n" + boundary, head);
            if (next < 0) {
                break;
            }
            int start = text.indexOf("\r\n\r\n", head) + 4;
            String headers = text.substring(head, start);
            byte[] content = Arrays.copyOfRange(body, start, next);
            Matcher name = NAME.matcher(headers);
            if (name.find()) {
                if (headers.contains("filename=")) {
                    files.put(name.group(1), content);
                } else {
                    fields.put(name.group(1), new String(content, UTF_8));
                }
            }
            at = next + 2;
        }
        return new Multipart(fields, files);
    }
}
