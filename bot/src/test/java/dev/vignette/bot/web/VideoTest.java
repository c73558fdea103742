package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoTest extends ServiceTest {
    private String url;
    private byte[] film;
    private String etag;

    @BeforeEach
    void makeAClip() throws Exception {
        url = json(generate(Map.of("text", "hello film"))).path("url").asString();
        HttpResponse<byte[]> whole = fetch("GET");
        film = whole.body();
        etag = whole.headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<byte[]> fetch(String method, String... headers) throws Exception {
        return http.send(
                request(url, headers).method(method, BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void isAnMp4ThatBrowsersPlayInPlace() throws Exception {
        HttpResponse<byte[]> whole = fetch("GET");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(new String(film, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(whole.headers().map())
                .containsEntry("content-type", List.of("video/mp4"))
                .containsEntry("accept-ranges", List.of("bytes"))
                .containsEntry("cache-control", List.of("private, max-age=31536000, immutable"))
                .containsEntry("content-length", List.of(Integer.toString(film.length)));
        assertThat(whole.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline; filename=\"vignette-");
        assertThat(send(request(url.replace(".mp4", "")).GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<byte[]> head = fetch("HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(film.length);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 20",
        "bytes=100-, 100, -1",
        "bytes=-7, -7, -1",
        "bytes=5-99999999, 5, -1"
    })
    void givesTheRangeAskedFor(String range, int from, int to) throws Exception {
        int start = from < 0 ? film.length + from : from;
        int end = to < 0 ? film.length : to;
        HttpResponse<byte[]> part = fetch("GET", "Range", range);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(film, start, end));
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes " + start + "-" + (end - 1) + "/" + film.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999999-", "bytes=-0"})
    void refusesRangesBeyondTheEnd(String range) throws Exception {
        HttpResponse<String> response = get(url, "Range", range);
        assertProblem(response, 416);
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes */" + film.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "lines=0-1", "bytes=0-1,4-5"})
    void givesTheWholeFilmWhereTheRangeIsNotUnderstood(String range) throws Exception {
        assertThat(fetch("GET", "Range", range).statusCode()).isEqualTo(200);
    }

    @Test
    void goesOnWithARangeOnlyIfItIsStillTheSameFilm() throws Exception {
        assertThat(fetch("GET", "Range", "bytes=1-2", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(fetch("GET", "Range", "bytes=1-2", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void isNotSentAgainToWhoHasIt() throws Exception {
        HttpResponse<byte[]> again = fetch("GET", "If-None-Match", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void isDeleted() throws Exception {
        assertThat(fetch("DELETE").statusCode()).isEqualTo(204);
        assertProblem(get(url), 404);
        assertProblem(send(request(url).DELETE()), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/videos/aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "/api/v1/videos/short",
                "/api/v1/videos/AAAAAAAAAAAAAAAAAAAAAAAAAA",
                "/api/v1/videos/aaaaaaaaaaaaaaaaaaaaaaaaaa.mp4.mp4",
                "/api/v1/videos/",
                "/api/v1/videos/..%5c..%5cx",
                "/api/v1/videos/clip.json"
            })
    void isNotFoundByWhatIsNoId(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertProblem(response, response.statusCode() == 400 ? 400 : 404);
    }
}
