package dev.vignette.inference.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A hub with one repository {@code maker/model}, in the hub's own form: a listing, and files that can be fetched from an
 * offset. What a file's next requests get instead can be told in advance.
 */
final class HubServer implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Deque<Answer>> instead = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private boolean listed = true;

    /** What came: path, and headers by lower-case name. */
    record Request(String path, Map<String, String> headers) {}

    /** Writes a whole response, or half of one. */
    interface Answer {
        void to(Request request, byte[] file, OutputStream out) throws IOException, InterruptedException;
    }

    HubServer() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    HubServer file(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** The next request for a file is answered like this. */
    HubServer next(String path, Answer answer) {
        instead.computeIfAbsent(path, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** As a mirror that only has files. */
    HubServer withoutListing() {
        listed = false;
        return this;
    }

    List<Request> requests(String path) {
        synchronized (requests) {
            return requests.stream()
                    .filter(request -> request.path().endsWith(path))
                    .toList();
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            String first = in.readLine();
            if (first == null) {
                return;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(),
                        line.substring(colon + 1).strip());
            }
            Request request = new Request(first.split(" ")[1], headers);
            requests.add(request);
            answer(request, client.getOutputStream());
        } catch (IOException e) {
            // The client has gone: many of these tests want that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Request request, OutputStream out) throws IOException, InterruptedException {
        if (request.path().startsWith("/api/models/maker/model/revision/")) {
            if (listed) {
                whole(200, "", listing().getBytes(UTF_8), out);
            } else {
                whole(404, "", new byte[0], out);
            }
            return;
        }
        String path =
                request.path().replaceFirst("^/maker/model/resolve/[^/]+/", "").replaceFirst("^/", "");
        byte[] file = files.get(path);
        Deque<Answer> queue = instead.get(path);
        Answer special = queue == null ? null : queue.poll();
        if (special != null) {
            special.to(request, file == null ? new byte[0] : file, out);
        } else if (file == null) {
            whole(404, "", new byte[0], out);
        } else {
            honest().to(request, file, out);
        }
    }

    private String listing() {
        List<String> rows = new ArrayList<>();
        files.forEach((path, bytes) -> rows.add(
                bytes.length < 1_000
                        ? "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\"}"
                                .formatted(path, bytes.length, blob(bytes))
                        : "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\",\"lfs\":{\"sha256\":\"%s\",\"size\":%d}}"
                                .formatted(path, bytes.length, "0".repeat(40), sha256(bytes), bytes.length)));
        return "{\"sha\":\"" + COMMIT + "\",\"siblings\":[" + String.join(",", rows) + "]}";
    }

    static String sha256(byte[] bytes) {
        return hash("SHA-256", bytes);
    }

    private static String blob(byte[] bytes) {
        byte[] head = ("blob " + bytes.length + "\0").getBytes(UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file, from the offset that is asked for if it is still the same version. */
    static Answer honest() {
        return (request, file, out) -> {
            String tag = "\"" + sha256(file).substring(0, 12) + "\"";
            String range = request.headers().getOrDefault("range", "");
            boolean same = request.headers().getOrDefault("if-range", tag).equals(tag);
            if (range.isEmpty() || !same) {
                whole(200, "ETag: " + tag + "\r\n", file, out);
                return;
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            String part = "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length + "\r\n";
            whole(206, "ETag: " + tag + "\r\n" + part, Arrays.copyOfRange(file, from, file.length), out);
        };
    }

    /** The head of an honest answer and some of the bytes, then the connection ends. */
    static Answer cutAfter(int bytes) {
        return (request, file, out) -> {
            head(200, "ETag: \"" + sha256(file).substring(0, 12) + "\"\r\n", file.length, out);
            out.write(file, 0, bytes);
            out.flush();
        };
    }

    /** The same, but the connection stays open and silent until the client leaves. */
    static Answer stallAfter(int bytes) {
        return (request, file, out) -> {
            cutAfter(bytes).to(request, file, out);
            Thread.sleep(60_000);
        };
    }

    static Answer status(int status, String headers) {
        return (request, file, out) -> whole(status, headers, new byte[0], out);
    }

    static Answer bytes(byte[] other) {
        return (request, file, out) -> whole(200, "", other, out);
    }

    static void whole(int status, String headers, byte[] body, OutputStream out) throws IOException {
        head(status, headers, body.length, out);
        out.write(body);
        out.flush();
    }

    private static void head(int status, String headers, int length, OutputStream out) throws IOException {
        out.write(("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + length + "\r\n" + headers
                        + "\r\n")
                .getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
