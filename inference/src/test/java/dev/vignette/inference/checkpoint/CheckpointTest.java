package dev.vignette.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckpointTest {
    @TempDir
    private Path directory;

    private Path written() throws IOException {
        Path file = directory.resolve("model.pth");
        new CheckpointWriter()
                .flag("made.up", true)
                .tensor("a.weight", () -> new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .tensor("scale", () -> new float[] {0.5f})
                .tensor("none", () -> new float[0], 0, 7)
                .write(file);
        return file;
    }

    /** A checkpoint around a pickle of our own: protocol 2, two storages of three numbers. */
    private Path around(String pickle, int method) throws IOException {
        Path file = directory.resolve("other.pth");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(method);
            part(zip, "x/data.pkl", ("\u0080\u0002" + pickle).getBytes(StandardCharsets.ISO_8859_1), method);
            part(zip, "x/data/0", new byte[12], method);
        }
        return file;
    }

    private static void part(ZipOutputStream zip, String name, byte[] bytes, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (method == ZipEntry.STORED) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setSize(bytes.length);
            entry.setCompressedSize(bytes.length);
            entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String tensor(String offset, String shape, String strides) {
        return "}X\u0001\u0000\u0000\u0000wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000storage"
                + "ctorch\nFloatStorage\nX\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK\u0003tQ"
                + offset + "(" + shape + "t(" + strides + "t\u0089NtRs.";
    }

    private static void refused(Path file, String because) {
        assertThatThrownBy(() -> {
                    try (Checkpoint checkpoint = Checkpoint.open(file, List.of("TTS."))) {
                        checkpoint.tensors("model").values().forEach(checkpoint::floats);
                    }
                })
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(because)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith(".");
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(written(), List.of())) {
            var tensors = checkpoint.tensors("model");
            assertThat(tensors).containsOnlyKeys("a.weight", "scale", "none");
            assertThat(tensors.get("a.weight").dimensions()).containsExactly(2L, 3L);
            assertThat(checkpoint.floats(tensors.get("a.weight"))).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(checkpoint.floats(tensors.get("scale"))).containsExactly(0.5f);
            assertThat(checkpoint.floats(tensors.get("none"))).isEmpty();
            assertThat(checkpoint.value("made.up")).isEqualTo(true);
        }
    }

    @Test
    void aForbiddenCallIsRefusedByName() throws IOException {
        refused(around("cposix\nsystem\n(X\u0004\u0000\u0000\u0000evil" + "tR.", ZipEntry.STORED), "posix.system");
        refused(around("ctorch.storage\n_load_from_bytes\n)R.", ZipEntry.STORED), "nothing of it was run");
        // A name that merely begins like one that is read over, and one that is in no module at all.
        refused(around("cTTSevil\nrun\n)R.", ZipEntry.STORED), "TTSevil.run");
        refused(around("c__builtin__\neval\n)R.", ZipEntry.STORED), "__builtin__.eval");
    }

    @Test
    void objectsOfNamedClassesAreReadOver() throws IOException {
        Path file = around(
                "}X\u0006\u0000\u0000\u0000configcTTS.config\nC\n)\u0081}X\u0001\u0000\u0000\u0000aK\u0001sbs.",
                ZipEntry.STORED);
        try (Checkpoint checkpoint = Checkpoint.open(file, List.of("TTS."))) {
            assertThat(checkpoint.tensors("model")).isEmpty();
        }
    }

    @Test
    void tensorsThatLieAboutTheirStorageAreRefused() throws IOException {
        refused(around(tensor("K\u0000", "K\u0004", "K\u0001"), ZipEntry.STORED), "beyond its storage");
        refused(around(tensor("K\u0002", "K\u0002", "K\u0001"), ZipEntry.STORED), "beyond its storage");
        refused(
                around(tensor("K\u0000", "K\u0002K\u0001", "K\u0001K\u0000K\u0001"), ZipEntry.STORED),
                "differ in length");
        refused(around(tensor("K\u0000", "K\u0003K\u0002", "K\u0001K\u0003"), ZipEntry.STORED), "row by row");
        refused(
                around(tensor("J\u00ff\u00ff\u00ff\u00ff", "K\u0001", "K\u0001"), ZipEntry.STORED),
                "beyond its storage");
        refused(
                around(
                        tensor("K\u0000", "J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007f", "K\u0001K\u0001"),
                        ZipEntry.STORED),
                "of shape");
    }

    @Test
    void compressedPartsAreRefused() throws IOException {
        refused(around("}.", ZipEntry.DEFLATED), "is compressed");
    }

    @Test
    void foreignFilesAreRefusedInASentence() throws IOException {
        Path text = directory.resolve("text.pth");
        Files.writeString(text, "version https://git-lfs.github.com/spec/v1");
        refused(text, "is cut off, or no zip");
        Path zip = directory.resolve("zip.pth");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            part(out, "readme.txt", new byte[3], ZipEntry.DEFLATED);
        }
        refused(zip, "no part data.pkl");
        refused(directory.resolve("nothing.pth"), "There is no file");
    }

    @Test
    void cutAndDamagedFilesAreRefused() throws IOException {
        areRefused(127, 250);
    }

    @Test
    @Tag("nightly")
    void cutAndDamagedFilesAreRefusedWhereverTheyAre() throws IOException {
        areRefused(31, 4_000);
    }

    /** @param step from one length to the next */
    private void areRefused(int step, int damages) throws IOException {
        byte[] whole = Files.readAllBytes(written());
        Path file = directory.resolve("broken.pth");
        for (int length = 0; length < whole.length; length += step) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoint.open(file, List.of())).isInstanceOf(CheckpointException.class);
        }
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < damages; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            try (Checkpoint checkpoint = Checkpoint.open(file, List.of())) {
                checkpoint.tensors("model").values().forEach(checkpoint::floats);
            } catch (CheckpointException expected) {
                assertThat(expected).hasMessageEndingWith(".");
            }
        }
    }

    /** Files that PyTorch 2.11 itself has written. */
    private static Path genuine(String name) {
        return Path.of(URI.create(String.valueOf(CheckpointTest.class.getResource("/checkpoints/" + name))));
    }

    @Test
    void whatPyTorchWroteIsRead() throws IOException {
        JsonNode expected = JsonMapper.shared().readTree(Files.readAllBytes(genuine("expected.json")));
        for (String name : List.of("genuine.pth", "bare.pth")) {
            try (Checkpoint checkpoint = Checkpoint.open(genuine(name), List.of("TTS."))) {
                var tensors = checkpoint.tensors("model");
                assertThat(tensors).hasSize(14).containsKeys("half", "bf", "view", "param", "bn.num_batches_tracked");
                tensors.forEach((key, tensor) -> {
                    float[] numbers = checkpoint.floats(tensor);
                    assertThat(numbers).as(key).hasSize(expected.path(key).size());
                    for (int i = 0; i < numbers.length; i++) {
                        assertThat(numbers[i]).as(key).isEqualTo((float)
                                expected.path(key).path(i).asDouble());
                    }
                });
                assertThat(tensors.get("view").dimensions()).containsExactly(2L, 3L);
                assertThat(checkpoint.value("ok")).isEqualTo(name.equals("genuine.pth") ? true : null);
            }
        }
        // A class that nobody named is refused, though it only holds settings.
        assertThatThrownBy(() -> Checkpoint.open(genuine("genuine.pth"), List.of()))
                .hasMessageContaining("TTS.tts.configs.xtts_config.XttsConfig");
    }

    @Test
    void whatPyTorchWroteInOtherWaysIsRefused() {
        refused(genuine("evil.pth"), "posix.system");
        refused(genuine("legacy.pth"), "no zip as PyTorch writes since version 1.6");
        refused(genuine("transposed.pth"), "not stored row by row");
    }
}
