package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hugging Face's HTTP interface, or a mirror's: what is in a repository, and its files. Redirects are followed by hand,
 * because the token must not go along to another host and https must not turn into http.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">Hub API endpoints</a>
 */
final class Hub implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int REDIRECTS = 5;
    private static final int ATTEMPTS = 3;
    private static final int LISTING_LIMIT = 16_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StoreSettings settings;
    private final Download.Pause pause;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    Hub(StoreSettings settings, Download.Pause pause) {
        this.settings = settings;
        this.pause = pause;
    }

    /**
     * What the hub promises of a file.
     *
     * @param bytes size, -1 if not told
     * @param sha256 of large files
     * @param gitBlob Git's own hash, of small ones
     */
    record Promise(
            long bytes, @Nullable String sha256, @Nullable String gitBlob) {
        static final Promise NOTHING = new Promise(-1, null, null);

        Promise {
            // Git's hash begins with the size.
            gitBlob = bytes < 0 ? null : gitBlob;
        }
    }

    /** The files of a repository at a commit. */
    record Listing(String commit, Map<String, Promise> files) {}

    /** An answer whose body is still to be read. */
    record Answer(int status, HttpHeaders headers, Chunks body) implements AutoCloseable {
        @Nullable
        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /** The other side is overloaded or broken for now. */
    static final class BusyException extends IOException {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        BusyException(int status, long seconds) {
            super("the server answered " + status);
            this.seconds = seconds;
        }

        /** How long it asks to be left alone; 0 if it does not say. */
        long seconds() {
            return seconds;
        }
    }

    /** @throws ModelStoreException if it cannot be had */
    Listing list(String repository, String revision) throws InterruptedException {
        URI address =
                URI.create(settings.endpoint() + "/api/models/" + repository + "/revision/" + revision + "?blobs=true");
        for (int attempt = 1; ; attempt++) {
            try {
                return list(repository, address);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new ModelStoreException(
                            Reason.NETWORK,
                            "The list of files of " + repository + " could not be had from " + address.getHost() + ": "
                                    + reason(e) + ". Look at the network, set VIGNETTE_MODEL_MIRROR, or lay the files"
                                    + " into VIGNETTE_MODEL_DIR.",
                            e);
                }
                pause.of(Duration.ofSeconds(attempt));
            }
        }
    }

    /** What a person should read of a broken connection. */
    static String reason(IOException failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "its name is not known";
            case ConnectException refused -> "it cannot be reached";
            case HttpTimeoutException late -> "it does not answer";
            default ->
                Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
        };
    }

    private Listing list(String repository, URI address) throws IOException, InterruptedException {
        try (Answer answer = open(address, 0, null)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (List<ByteBuffer> piece = answer.body().next();
                    piece != null;
                    piece = answer.body().next()) {
                for (ByteBuffer buffer : piece) {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    text.writeBytes(bytes);
                }
                if (text.size() > LISTING_LIMIT) {
                    throw new ModelStoreException(
                            Reason.WRONG_CONTENT,
                            "The list of " + repository + " is longer than any such list should be.");
                }
            }
            return listing(JSON.readTree(text.toByteArray()), repository);
        } catch (JacksonException e) {
            throw new ModelStoreException(
                    Reason.WRONG_CONTENT,
                    "The list of " + repository + " at " + address.getHost()
                            + " is no JSON. Check the mirror's address.",
                    e);
        }
    }

    private static Listing listing(JsonNode root, String repository) {
        Map<String, Promise> files = new HashMap<>();
        String commit = root.path("sha").asString("");
        if (!commit.matches("[0-9a-f]{7,64}") || !root.path("siblings").isArray()) {
            throw new ModelStoreException(
                    Reason.WRONG_CONTENT, "The list of " + repository + " is not in the form of the hub's.");
        }
        for (JsonNode file : root.path("siblings")) {
            JsonNode large = file.path("lfs");
            files.put(
                    file.path("rfilename").asString(""),
                    new Promise(
                            large.path("size").asLong(file.path("size").asLong(-1)),
                            hash(large.path("sha256"), 64),
                            large.isObject() ? null : hash(file.path("blobId"), 40)));
        }
        return new Listing(commit, files);
    }

    private static @Nullable String hash(JsonNode node, int length) {
        String text = node.asString("").toLowerCase(Locale.ROOT);
        return text.matches("[0-9a-f]{" + length + "}") ? text : null;
    }

    URI address(String repository, String revision, String path) {
        return URI.create(settings.endpoint() + "/" + repository + "/resolve/" + revision + "/" + path);
    }

    /**
     * Begins to read from an offset.
     *
     * @param tag of the version that the earlier bytes are of; from another one all bytes come
     * @throws BusyException if it is worth to try again
     * @throws ModelStoreException if it is not
     */
    Answer open(URI address, long from, @Nullable String tag) throws IOException, InterruptedException {
        URI next = address;
        for (int i = 0; i <= REDIRECTS; i++) {
            Answer answer = send(next, from, tag);
            int status = answer.status();
            if (status == 200 || status == 206 || status == 416) {
                return answer;
            }
            answer.close();
            if (status < 300 || status >= 400 || answer.header("location") == null) {
                throw refused(address, answer);
            }
            URI target = next.resolve(Objects.requireNonNull(answer.header("location")));
            if (!"https".equalsIgnoreCase(target.getScheme())
                    && !next.getScheme().equalsIgnoreCase(target.getScheme())) {
                throw new ModelStoreException(
                        Reason.FORBIDDEN,
                        address.getHost() + " redirects to an address that is not https. Check the mirror.");
            }
            next = target;
        }
        throw new ModelStoreException(Reason.NOT_FOUND, address + " redirects in a circle. Check the mirror.");
    }

    private Answer send(URI address, long from, @Nullable String tag) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.stall().plus(CONNECT))
                .header("User-Agent", "vignette");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
            if (tag != null) {
                request.header("If-Range", tag);
            }
        }
        if (!settings.token().isEmpty() && sameOrigin(address, settings.endpoint())) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
        Chunks body = new Chunks(settings.stall());
        response.body().subscribe(body);
        return new Answer(response.statusCode(), response.headers(), body);
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static IOException refused(URI address, Answer answer) {
        int status = answer.status();
        if (status == 429 || status >= 500 || status == 408) {
            String wait = Objects.requireNonNullElse(answer.header("retry-after"), "");
            return new BusyException(status, wait.matches("\\d{1,4}") ? Long.parseLong(wait) : 0);
        }
        if (status == 401 || status == 403) {
            throw new ModelStoreException(
                    Reason.FORBIDDEN,
                    address.getHost() + " does not give out " + address.getPath()
                            + " to everybody. Accept its terms on the model's page there, then set HF_TOKEN to a token of yours.");
        }
        throw new ModelStoreException(
                Reason.NOT_FOUND,
                address + " is not there (" + status
                        + "). If a mirror is set, try without it; else this model has moved.");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
