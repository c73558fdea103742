package dev.vignette.bot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.ScriptedEquipment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path directory;

    private final ScriptedEquipment scripted = new ScriptedEquipment();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = VignetteCommand.commandLine(
                name -> name.equals("VIGNETTE_HOME") ? directory.resolve("home").toString() : null,
                (settings, models) -> scripted.equipment());
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String target() {
        return directory.resolve("clip.mp4").toString();
    }

    private List<String> besideHome() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("home"))
                    .toList();
        }
    }

    @Test
    void writesAClipAndSaysWhatItIs() throws Exception {
        assertThat(run("clip", "--text", "hello file", "--out", target())).isZero();
        assertThat(out.toString())
                .contains("clip.mp4", "voice=hum/1", "face=grey/1", "AI-generated")
                .hasLineCount(1);
        assertThat(Files.readAllBytes(Path.of(target()))).hasSizeGreaterThan(500);
        assertThat(besideHome()).containsExactly("clip.mp4");
    }

    @Test
    void takesTheSecondClipFromTheCache() {
        run("clip", "--text", "hello cache", "--out", target());
        assertThat(run("clip", "--text", "hello cache", "--out", target(), "--force"))
                .isZero();
        assertThat(out.toString()).contains("from the cache");
        assertThat(scripted.spoken).hasValue(1);
    }

    @Test
    void readsTextFromAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("text.txt"), "hello paper\n", UTF_8);
        assertThat(run("clip", "--text-file", file.toString(), "--out", target()))
                .isZero();
        Files.write(file, new byte[] {(byte) 0xC3, 0x28});
        assertThat(run("clip", "--text-file", file.toString(), "--out", target(), "--force"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("UTF-8");
    }

    @Test
    void directsTheFace() throws Exception {
        Path video = Files.writeString(directory.resolve("me.mp4"), "Video");
        assertThat(run("clip", "--text", "hello film", "--video", video.toString(), "--out", target()))
                .isZero();
        assertThat(run(
                        "clip",
                        "--text",
                        "hello",
                        "--emotion",
                        "happy,surprise",
                        "--gaze",
                        "0.3,-0.2",
                        "--out",
                        target(),
                        "--force"))
                .isZero();
        assertThat(run("clip", "--text", "hello", "--gaze", "left", "--out", target(), "--force"))
                .isZero();
        assertThat(out.toString()).doesNotContain("from the cache");
        for (List<String> bad : List.of(
                List.of("--gaze", "sideways", "What stands after --gaze cannot be read"),
                List.of("--gaze", "0,7", "The gaze takes numbers from -1 to 1"),
                List.of("--emotion", "bored", "There is no emotion \"bored\""),
                List.of("--head", "1,2", "What stands after --head cannot be read"),
                List.of("--head", "9", "The gain of the head takes numbers from 0 to 3"),
                List.of("--head", "0.5", "The face \"grey\", which shows this, cannot be told how much the head moves"),
                List.of("--turn", "0,10,0", "cannot be told a turn of the head"),
                List.of("--mouth", "2", "The articulation takes numbers from 0 to 1"),
                List.of("--fade", "1,0", "A fade takes numbers from 0 to 0.4"))) {
            assertThat(run("clip", "--text", "hello", bad.get(0), bad.get(1), "--out", target(), "--force"))
                    .as(bad.toString())
                    .isEqualTo(3);
            assertThat(err.toString()).contains(bad.get(2));
        }
    }

    @Test
    void sparesAFileThatExists() throws Exception {
        Files.writeString(Path.of(target()), "precious");
        assertThat(run("clip", "--text", "hello", "--out", target())).isEqualTo(73);
        assertThat(err.toString()).contains("--force");
        assertThat(Path.of(target())).hasContent("precious");
    }

    @Test
    void leavesNothingBehindWhenItFails() throws Exception {
        assertThat(run("clip", "--text", "hello " + ScriptedEquipment.BROKEN, "--out", target()))
                .isEqualTo(1);
        assertThat(run("clip", "--text", "hello " + ScriptedEquipment.UNSPEAKABLE, "--out", target()))
                .isEqualTo(3);
        assertThat(run("clip", "--text", "hello " + ScriptedEquipment.FULL, "--out", target()))
                .isEqualTo(74);
        scripted.voiceMissing = true;
        assertThat(run("clip", "--text", "hello", "--out", target())).isEqualTo(69);
        assertThat(err.toString()).contains("not installed").doesNotContain("\tat ");
        assertThat(besideHome()).isEmpty();
    }

    @Test
    void tellsBadInputFromBadUsage() {
        assertThat(run("clip", "--text", "hello", "--avatar", "nobody", "--out", target()))
                .isEqualTo(3);
        assertThat(run("clip", "--text", "hello", "--language", "de", "--out", target()))
                .isEqualTo(3);
        assertThat(run("clip", "--text", "", "--out", target())).isEqualTo(3);
        assertThat(run("clip", "--text", "hello", "--image", "nowhere.png", "--out", target()))
                .isEqualTo(3);
        assertThat(err.toString()).contains("There is no file nowhere.png");
        assertThat(run("clip", "--text", "hello", "--out", "/nowhere/at/all/x.mp4"))
                .isEqualTo(73);
        assertThat(run("clip", "--text", "hello")).isEqualTo(2);
        assertThat(run("clip", "--out", target())).isEqualTo(2);
        assertThat(run("clip", "--text", "a", "--text-file", "b", "--out", target()))
                .isEqualTo(2);
        assertThat(run("clip", "--text", "a", "--max-seconds", "x", "--out", target()))
                .isEqualTo(2);
        assertThat(run("sing")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "clip", "avatars", "doctor"})
    void explainsEveryCommand(String command) {
        String[] help = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
        String[] version = command.isEmpty() ? new String[] {"--version"} : new String[] {command, "--version"};
        assertThat(run(help)).isZero();
        assertThat(out.toString()).contains("Usage: vignette", "Exit status:", "69");
        assertThat(run(version)).isZero();
        assertThat(out.toString()).contains("vignette dev");
    }

    @Test
    void printsProgressAsPlainLinesWithoutATerminal() {
        var bytes = new ByteArrayOutputStream();
        ProgressLine progress = ProgressLine.plain(new PrintStream(bytes, true, UTF_8));
        progress.onProgress("queued", 0);
        for (int i = 0; i <= 100; i++) {
            progress.onProgress("face", i / 100.0);
        }
        progress.clear();
        assertThat(bytes.toString(UTF_8)).isEqualTo("""
                        Making the clip: 0 %
                        Making the clip: 25 %
                        Making the clip: 50 %
                        Making the clip: 75 %
                        Making the clip: 100 %
                        """);
    }
}
