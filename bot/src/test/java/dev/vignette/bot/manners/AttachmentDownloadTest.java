package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.FetchedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentDownloadTest {
    private static final long LIMIT = 100_000;

    private HttpServer server;
    private URI base;
    private final CountDownLatch done = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
    }

    @Test
    void aRecordingComesAsItIs() throws IOException {
        serve("/note", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "audio/ogg");
            answer(exchange, 200, new byte[5000]);
        });
        try (FetchedNote note = fetch("/note")) {
            assertThat(note.mediaType()).isEqualTo("audio/ogg");
            assertThat(Files.size(note.file())).isEqualTo(5000);
            assertThat(note.note().size()).isEqualTo(5000);
        }
    }

    @Test
    void bytesAreCountedWhateverIsDeclared() {
        serve("/declared", exchange -> answer(exchange, 200, new byte[(int) LIMIT + 1]));
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[8192]);
                }
            }
        });
        assertThat(failure("/declared")).isEqualTo(Reason.TOO_LARGE);
        assertThat(failure("/endless")).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aServerThatDripsIsGivenUp() {
        serve("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(done);
        });
        var download = new AttachmentDownload(hosts(), LIMIT, Duration.ofMillis(200));
        assertThat(failure(download, base.resolve("/drip"))).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aCutDownloadLeavesNothing() throws IOException {
        serve("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 5000);
            exchange.getResponseBody().write(new byte[100]);
            exchange.close();
        });
        var directory = Path.of(System.getProperty("java.io.tmpdir"));
        long before = recordings(directory);
        assertThat(failure("/cut")).isEqualTo(Reason.UNREACHABLE);
        assertThat(recordings(directory)).isLessThanOrEqualTo(before);
    }

    private static long recordings(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("vignette-recording"))
                    .count();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, GONE",
        "401, GONE",
        "403, GONE",
        "204, GONE",
        "429, UNREACHABLE",
        "500, UNREACHABLE",
        "503, UNREACHABLE"
    })
    void statusesAreChecked(int status, Reason reason) {
        serve("/status", exchange -> answer(exchange, status, new byte[0]));
        assertThat(failure("/status")).isEqualTo(reason);
    }

    @Test
    void aPageIsNoRecording() {
        serve("/login", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            answer(exchange, 200, "<!doctype html>".getBytes());
        });
        serve("/empty", exchange -> answer(exchange, 200, new byte[0]));
        assertThat(failure("/login")).isEqualTo(Reason.GONE);
        assertThat(failure("/empty")).isEqualTo(Reason.GONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example.com/note",
                "https://cdn.example.com:8443/note",
                "https://user@cdn.example.com/note",
                "https://cdn.example.com.evil.test/note",
                "https://evil.test/cdn.example.com",
                "https://127.0.0.1/note",
                "https://[::1]/note",
                "https://2130706433/note",
                "http://127.0.0.1:1/note",
                "ftp://cdn.example.com/note",
                "file:///etc/passwd"
            })
    void onlyTheListedHostsAreAsked(String url) {
        var download = new AttachmentDownload(
                AttachmentHosts.of("cdn.example.com").andLocal(base), LIMIT, Duration.ofSeconds(2), host -> {
                    throw new AssertionError("asked for " + host);
                });
        assertThat(failure(download, URI.create(url))).isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void redirectsStayWithinTheListAndTakeNoSecretsAlong() throws IOException {
        var authorization = new AtomicReference<String>();
        serve("/note", exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, 200, new byte[10]);
        });
        redirect("/inside", "/note");
        redirect("/outside", "https://evil.test/steal");
        redirect("/metadata", "http://169.254.169.254/latest/meta-data");
        redirect("/round", "/round");
        try (FetchedNote note = download().fetch(base.resolve("/inside"), Map.of("Authorization", "Bearer x"), "a/b")) {
            assertThat(note.note().size()).isEqualTo(10);
            assertThat(authorization).hasValue("Bearer x");
        }
        assertThat(failure("/outside")).isEqualTo(Reason.FORBIDDEN);
        assertThat(failure("/metadata")).isEqualTo(Reason.FORBIDDEN);
        assertThat(failure("/round")).isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001:0:1::1",
                "::7f00:1"
            })
    void aListedNameAtAPrivateAddressIsRefused(String address) throws UnknownHostException {
        InetAddress inside = InetAddress.getByName(address);
        assertThat(PublicAddresses.isPublic(inside)).isFalse();
        var download = new AttachmentDownload(
                AttachmentHosts.of("cdn.example.com"), LIMIT, Duration.ofSeconds(2), host -> List.of(inside));
        assertThat(failure(download, URI.create("https://cdn.example.com/note")))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"149.154.167.220", "162.159.133.233", "2001:67c:4e8:f004::9", "64:ff9b::808:808"})
    void publicAddressesArePublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void oneAddressInsideSpoilsTheName() throws UnknownHostException {
        List<InetAddress> both = List.of(InetAddress.getByName("149.154.167.220"), InetAddress.getByName("10.0.0.1"));
        var download = new AttachmentDownload(
                AttachmentHosts.of("cdn.example.com"), LIMIT, Duration.ofSeconds(2), host -> both);
        assertThat(failure(download, URI.create("https://cdn.example.com/note")))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void namesBelowADomainCanBeListed() {
        AttachmentHosts hosts = AttachmentHosts.of("*.slack.com");
        assertThat(hosts.admits(new HttpUrl.Builder()
                        .scheme("https")
                        .host("files.slack.com")
                        .build()))
                .isTrue();
        assertThat(hosts.admits(HttpUrl.get("https://slack.com/x"))).isFalse();
        assertThat(hosts.admits(HttpUrl.get("https://evilslack.com/x"))).isFalse();
    }

    @Test
    void noMessageHoldsTheUrl() {
        var download = new AttachmentDownload(hosts(), LIMIT, Duration.ofSeconds(2));
        serve("/file/bot123:SECRET/x", exchange -> answer(exchange, 404, new byte[0]));
        AttachmentException e = catchThrowableOfType(
                AttachmentException.class,
                () -> download.fetch(base.resolve("/file/bot123:SECRET/x"), Map.of(), "a/b"));
        assertThat(e).hasMessageNotContaining("SECRET");
        server.stop(0);
        e = catchThrowableOfType(
                AttachmentException.class,
                () -> download.fetch(base.resolve("/file/bot123:SECRET/x"), Map.of(), "a/b"));
        assertThat(e).hasMessageNotContaining("SECRET").hasNoCause();
    }

    private AttachmentHosts hosts() {
        return AttachmentHosts.of("cdn.example.com").andLocal(base);
    }

    private AttachmentDownload download() {
        return new AttachmentDownload(hosts(), LIMIT, Duration.ofSeconds(5));
    }

    private FetchedNote fetch(String path) {
        return download().fetch(base.resolve(path), Map.of(), "application/octet-stream");
    }

    private Reason failure(String path) {
        return failure(download(), base.resolve(path));
    }

    private static Reason failure(AttachmentDownload download, URI uri) {
        AttachmentException e =
                catchThrowableOfType(AttachmentException.class, () -> download.fetch(uri, Map.of(), "audio/ogg"));
        return e.reason();
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void serve(String path, Handler handler) {
        server.createContext(path, handler::handle);
    }

    private void redirect(String from, String to) {
        serve(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            answer(exchange, 302, new byte[0]);
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
