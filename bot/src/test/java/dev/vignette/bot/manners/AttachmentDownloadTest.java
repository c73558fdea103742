package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.FetchedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes over the wire: counted, timed, checked, and never quoted. */
class AttachmentDownloadTest extends DownloadFixture {
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
}
