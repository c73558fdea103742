package dev.vignette.evaluator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FilmTraceTest {
    private static final long MS = 1_000_000;

    private final FilmTrace trace = new FilmTrace();

    @Test
    void aLaneIsBusyWhileAnythingOfItIsUnderWay() {
        trace.add("frames", "8 of 8", 10 * MS, 40 * MS);
        trace.add("frames", "2 of 8", 30 * MS, 50 * MS);
        trace.add("frames", "8 of 8", 70 * MS, 80 * MS);
        trace.add("motion", "1 of 4", 0, 10 * MS);
        List<String> said = new ArrayList<>();
        trace.print(said::add);
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).isEqualTo("  in 80 ms");
        assertThat(said.get(1)).contains("3 times", "20.00 ms each", "busy       50 ms", "{8 of 8=2, 2 of 8=1}");
        assertThat(said.get(2)).contains("motion", "busy       10 ms", "last ends at     10");
    }

    @Test
    void nothingIsSaidOfNothing() {
        trace.add("frames", "8 of 8", 0, 1);
        trace.clear();
        trace.print(line -> {
            throw new AssertionError(line);
        });
    }

    @Test
    void whatIsWrittenIsWhatTraceViewersRead(@TempDir Path home) throws IOException {
        trace.add("motion", "1 of 4", 5 * MS, 15 * MS);
        trace.add("frames", "8 of 8", 15 * MS, 40 * MS);
        Path file = home.resolve("trace.json");
        trace.write(file);
        JsonNode all = new ObjectMapper().readTree(file.toFile());
        assertThat(all).hasSize(4);
        JsonNode frames = all.get(3);
        assertThat(frames.get("ph").stringValue()).isEqualTo("X");
        assertThat(frames.get("name").stringValue()).isEqualTo("8 of 8");
        assertThat(frames.get("ts").doubleValue()).isEqualTo(10_000);
        assertThat(frames.get("dur").doubleValue()).isEqualTo(25_000);
        JsonNode lane = all.get(frames.get("tid").intValue());
        assertThat(lane.get("args").get("name").stringValue()).isEqualTo("frames");
    }
}
