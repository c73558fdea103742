package dev.vignette.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.LocalHub;
import dev.vignette.bot.ScriptedEquipment;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    private final LocalHub mirror = new LocalHub();

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        environment.put("VIGNETTE_HOME", directory.resolve("home").toString());
        environment.put("VIGNETTE_MODEL_MIRROR", mirror.address());
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    private int run(String... arguments) {
        CommandLine line = VignetteCommand.commandLine(
                environment::get, (settings, models) -> new ScriptedEquipment().equipment());
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private JsonNode listed(String id) {
        out.getBuffer().setLength(0);
        assertThat(run("models", "list", "--json")).isZero();
        for (JsonNode model :
                JsonMapper.builder().build().readTree(out.toString()).path("models")) {
            if (model.path("id").asString().equals(id)) {
                return model;
            }
        }
        throw new AssertionError(id + " is not listed");
    }

    @Test
    void listsPullsVerifiesAndRemoves() throws IOException {
        assertThat(listed("whisper-medium").path("state").asString()).isEqualTo("absent");
        assertThat(run("models", "pull", "whisper-medium")).isZero();
        assertThat(out.toString()).contains("whisper-medium is installed", "this first copy counts from now on");
        assertThat(listed("whisper-medium").path("state").asString()).isEqualTo("installed");
        assertThat(run("models", "verify")).isZero();
        assertThat(out.toString()).contains("✓ whisper-medium");

        Path weights = directory.resolve("home/models/whisper-medium/onnx/encoder_model.onnx");
        Files.writeString(weights, "x");
        assertThat(run("models", "verify", "whisper-medium")).isEqualTo(3);
        assertThat(out.toString()).contains("✗ whisper-medium: onnx/encoder_model.onnx", "vignette models pull");
        assertThat(run("models", "pull", "whisper-medium")).isZero();
        assertThat(listed("whisper-medium").path("state").asString()).isEqualTo("installed");

        out.getBuffer().setLength(0);
        assertThat(run("models", "list")).isZero();
        assertThat(out.toString()).contains("hearing", "whisper-medium", "installed", "models pull recommended");
        assertThat(run("models", "remove", "whisper-medium")).isZero();
        assertThat(weights).doesNotExist();
        assertThat(run("models", "remove", "whisper-medium")).isZero();
        assertThat(out.toString()).contains("was not here");
    }

    @Test
    void offersWhatFitsAndBringsItWhenItIsToldTo() {
        assertThat(run("models", "offer")).isZero();
        assertThat(out.toString())
                .contains(
                        "This machine: ",
                        "Whisper",
                        "Silero VAD",
                        "the MIT licence",
                        "vignette models pull recommended");
        assertThat(directory.resolve("home/models")).doesNotExist();
        assertThat(run("models", "pull")).isEqualTo(2);
        assertThat(err.toString()).contains("Which model?");
        // Their hashes are known, and this mirror has other files.
        assertThat(run("models", "pull", "--recommended")).isEqualTo(69);
        assertThat(err.toString()).contains("was refused");
    }

    @Test
    void asksForALicenceThatIsNotPermissive() {
        assertThat(run("models", "pull", "xtts-v2")).isEqualTo(3);
        assertThat(err.toString())
                .contains("Coqui Public Model License", "--accept-licence")
                .hasLineCount(1);
        assertThat(run("models", "pull", "xtts-v2", "--accept-licence")).isZero();
        assertThat(out.toString()).contains("vignette models convert xtts-v2");
        assertThat(directory.resolve("home/models/licences.jsonl")).content().contains("CPML-1.0.0");
    }

    @Test
    void convertsTheCheckpointOfALicenceThatWasAccepted() throws IOException {
        Path from = Files.createDirectory(directory.resolve("from"));
        assertThat(run("models", "convert", "xtts")).isEqualTo(3);
        assertThat(err.toString()).contains("Coqui Public Model License", "models convert xtts-v2 --accept-licence");
        err.getBuffer().setLength(0);
        assertThat(run("models", "convert", "xtts", "--accept-licence")).isEqualTo(69);
        assertThat(err.toString()).contains("models pull xtts-v2", "--from").hasLineCount(1);
        err.getBuffer().setLength(0);
        assertThat(run("models", "convert", "xtts", "--from", from.toString())).isEqualTo(69);
        assertThat(err.toString()).contains("model.pth").hasLineCount(1);
        assertThat(directory.resolve("home/models/xtts-v2")).doesNotExist();

        XttsStandIn.writePublished(from, StandIn.Size.MINI, 1);
        assertThat(run("models", "convert", "xtts", "--from", from.toString())).isZero();
        assertThat(out.toString()).contains("xtts-v2 is converted", "may not be used commercially");
        Path made = directory.resolve("home/models/xtts-v2/xtts_onnx");
        assertThat(made.resolve("gpt_model.onnx")).exists();
        assertThat(listed("xtts-v2").path("state").asString()).isEqualTo("installed");
        assertThat(run("models", "verify", "xtts-v2")).isZero();
        Files.writeString(made.resolve("mel_stats.npy"), "x");
        assertThat(run("models", "verify", "xtts-v2")).isEqualTo(3);
        assertThat(run("models", "convert", "xtts-v2", "--from", from.toString()))
                .isZero();
        assertThat(run("models", "verify", "xtts-v2")).isZero();
        assertThat(run("models", "convert", "whisper-medium")).isEqualTo(2);
        assertThat(err.toString()).contains("only in: xtts-v2");
    }

    @Test
    void aWrongNameFetchesNothing() {
        assertThat(run("models", "pull", "whisper-medium", "whisper-huge")).isEqualTo(3);
        assertThat(err.toString()).contains("There is no model whisper-huge", "vignette models list");
        assertThat(directory.resolve("home/models/whisper-medium")).doesNotExist();
        assertThat(run("models", "remove", "../..")).isEqualTo(3);
        assertThat(run("models", "standin", "--model", "nothing")).isEqualTo(2);
        assertThat(run("models")).isEqualTo(2);
    }

    @Test
    void aMirrorThatIsNotThereIsSaidInASentence() {
        mirror.close();
        assertThat(run("models", "pull", "qwen3-tts-0.6b")).isEqualTo(69);
        assertThat(err.toString())
                .contains("it cannot be reached", "VIGNETTE_MODEL_DIR")
                .hasLineCount(1);
        environment.put("VIGNETTE_MODEL_MIRROR", "nonsense");
        assertThat(run("models", "list")).isEqualTo(78);
    }

    @Test
    void firstFilmsNameTheCommandThatBringsModels() {
        String film = directory.resolve("film.mp4").toString();
        assertThat(run("clip", "--text", "hello", "--out", film)).isZero();
        assertThat(err.toString()).contains("vignette models pull recommended").hasLineCount(1);
        assertThat(run("models", "pull", "whisper-medium")).isZero();
        err.getBuffer().setLength(0);
        assertThat(run("clip", "--text", "hello", "--out", film, "--force")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void showsABarPerFileOnATerminalAndLinesElsewhere() {
        ModelId id = new ModelId("whisper-tiny");
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        long[] now = {0};
        ModelsProgress bars = new ModelsProgress(new PrintStream(screen), true, () -> now[0]);
        bars.begins(id, 2, 3_000_000);
        bars.progress(id, "one", 0, 2_000_000);
        now[0] = 1_000_000_000;
        bars.progress(id, "one", 1_000_000, 2_000_000);
        assertThat(screen.toString()).contains("━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  50 %  1.0 MB of 2.0 MB  1.0 MB/s");
        bars.arrived(id, "one");
        bars.clear();
        assertThat(screen.toString()).contains("\u001B[1A\u001B[J", "✓ one  1.0 MB");

        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ModelsProgress lines = new ModelsProgress(new PrintStream(log), false, () -> 0);
        lines.begins(id, 1, -1);
        lines.progress(id, "one", 5, 10);
        lines.arrived(id, "one");
        assertThat(log.toString()).isEqualTo("Pulling whisper-tiny: 1 file\n  ✓ one  5 B\n");
    }
}
