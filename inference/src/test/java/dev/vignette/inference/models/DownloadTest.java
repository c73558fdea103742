package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files come whole and are the right ones, whatever the other side and the line do. */
class DownloadTest extends StoreFixture {
    @Test
    void a_cut_file_goes_on_where_it_ended() {
        hub.next("onnx/model.onnx", HubServer.cutAfter(100_000));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(hub.requests("onnx/model.onnx").get(1).headers())
                .containsEntry("range", "bytes=100000-")
                .containsKey("if-range");
        assertThat(recorder.retries).hasSize(1);
    }

    @Test
    void a_silent_connection_is_dropped_and_resumed() {
        hub.next("onnx/model.onnx", HubServer.stallAfter(100_000));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(hub.requests("onnx/model.onnx").get(1).headers()).containsEntry("range", "bytes=100000-");
    }

    @Test
    void a_pull_that_died_goes_on_in_the_next_process() throws IOException {
        for (int i = 0; i < 5; i++) {
            hub.next("onnx/model.onnx", i == 0 ? HubServer.cutAfter(200_000) : HubServer.status(500, ""));
        }
        ModelStoreException failure = failure(() -> store(model(FREE)).pull(ID, recorder));
        assertThat(failure.reason()).isEqualTo(Reason.NETWORK);
        assertThat(failure.reason().retryable()).isTrue();
        assertThat(failure).hasMessageContaining("go on where it ended");
        assertThat(state(store(model(FREE)))).isEqualTo(ModelState.PARTLY);
        assertThat(store(model(FREE)).directory(ID)).isEmpty();

        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(hub.requests("onnx/model.onnx").getLast().headers()).containsEntry("range", "bytes=200000-");
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(store.directory(ID).orElseThrow().resolve("onnx")).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void a_file_that_has_changed_meanwhile_is_fetched_anew() throws IOException {
        hub.withoutListing().next("onnx/model.onnx", HubServer.cutAfter(100_000));
        byte[] other = WEIGHTS.clone();
        other[5]++;
        hub.next("onnx/model.onnx", (request, file, out) -> HubServer.honest().to(request, other, out));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(store.directory(ID).orElseThrow().resolve("onnx/model.onnx")).hasBinaryContent(other);
        assertThat(Receipt.read(store.directory(ID).orElseThrow())
                        .files()
                        .get("onnx/model.onnx")
                        .learned())
                .isEqualTo("first-copy");
    }

    @Test
    void other_bytes_are_refused() {
        byte[] other = WEIGHTS.clone();
        other[5]++;
        hub.next("onnx/model.onnx", HubServer.bytes(other));
        ModelStore store = store(model(FREE));
        assertThat(failure(() -> store.pull(ID, recorder)))
                .hasMessageContaining("onnx/model.onnx")
                .hasMessageContaining("was refused: its hash is " + HubServer.sha256(other))
                .returns(Reason.WRONG_CONTENT, ModelStoreException::reason);
        assertThat(state(store)).isEqualTo(ModelState.PARTLY);

        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
    }

    @Test
    void small_files_are_checked_by_the_hash_of_git() {
        hub.next("config.json", HubServer.bytes("{\"layers\": 5}".getBytes()));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("config.json")
                .returns(Reason.WRONG_CONTENT, ModelStoreException::reason);
    }

    @Test
    void another_length_than_promised_is_refused_before_the_bytes_come() {
        hub.next("onnx/model.onnx", HubServer.bytes(Arrays.copyOf(WEIGHTS, WEIGHTS.length + 1)));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("300001 bytes long where 300000 were promised");
    }

    @Test
    void a_mirror_without_lengths_may_not_send_without_end() {
        hub.next("onnx/model.onnx", (request, file, out) -> {
            out.write("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n".getBytes());
            byte[] piece = new byte[1 << 16];
            while (true) {
                out.write(piece);
            }
        });
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("more than 300000 bytes came");
    }

    @Test
    void refusals_say_what_to_do() {
        hub.next("onnx/model.onnx", HubServer.status(401, ""));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("set HF_TOKEN")
                .returns(Reason.FORBIDDEN, ModelStoreException::reason);
        hub.next("onnx/model.onnx", HubServer.status(404, ""));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("is not there (404)")
                .returns(Reason.NOT_FOUND, ModelStoreException::reason);
    }

    @Test
    void an_overloaded_server_is_left_alone_as_long_as_it_asks() {
        hub.next("onnx/model.onnx", HubServer.status(429, "Retry-After: 7\r\n"));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(pauses).contains(Duration.ofSeconds(7));
    }

    @Test
    void the_token_goes_to_the_hub_and_not_along_with_a_redirect() throws IOException {
        token = "hf_secret";
        try (HubServer cdn = new HubServer().file("blob", WEIGHTS)) {
            hub.next("onnx/model.onnx", HubServer.status(302, "Location: " + cdn.address() + "/blob\r\n"));
            store(model(FREE)).pull(ID, recorder);
            assertThat(hub.requests("onnx/model.onnx").getFirst().headers())
                    .containsEntry("authorization", "Bearer hf_secret");
            assertThat(cdn.requests("/blob").getFirst().headers()).doesNotContainKey("authorization");
        }
        assertThat(settings().toString()).doesNotContain("hf_secret");
    }

    @Test
    void redirects_may_not_go_round_or_leave_for_a_strange_scheme() {
        for (int i = 0; i < 6; i++) {
            hub.next("onnx/model.onnx", HubServer.status(302, "Location: model.onnx\r\n"));
        }
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder))).hasMessageContaining("in a circle");
        hub.next("onnx/model.onnx", HubServer.status(302, "Location: file:///etc/passwd\r\n"));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder))).hasMessageContaining("not https");
    }
}
