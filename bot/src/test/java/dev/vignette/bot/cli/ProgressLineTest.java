package dev.vignette.bot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ProgressLine line = ProgressLine.plain(new PrintStream(written, true, UTF_8));

    @Test
    void whatTheGpuIsPreparedForIsNamedAndTheFilmBeginsAgainFromNothing() {
        line.onProgress("voice", 0.5);
        for (int i = 0; i <= 100; i++) {
            line.preparing("Ditto decoder-8", i / 100.0);
        }
        line.preparing("Ditto hubert", 0.1);
        line.onProgress("face", 0.6);
        assertThat(written.toString(UTF_8).lines())
                .containsExactly(
                        "Making the clip: 0 %",
                        "Preparing the GPU, once: Ditto decoder-8: 0 %",
                        "Preparing the GPU, once: Ditto decoder-8: 25 %",
                        "Preparing the GPU, once: Ditto decoder-8: 50 %",
                        "Preparing the GPU, once: Ditto decoder-8: 75 %",
                        "Preparing the GPU, once: Ditto decoder-8: 100 %",
                        "Preparing the GPU, once: Ditto hubert: 10 %",
                        "Making the clip: 60 %");
    }
}
