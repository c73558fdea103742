package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedFilesTest {
    @TempDir
    private Path parent;

    private Path graph;
    private DerivedFiles files;
    private int made;

    @BeforeEach
    void name() {
        files = new DerivedFiles(parent.resolve("below/graphs"));
        graph = files.directory().resolve("a.onnx");
    }

    private void make(String source) throws IOException {
        files.make(source, List.of(graph), draft -> {
            assertThat(draft).isEmptyDirectory();
            Files.writeString(draft.resolve("a.onnx"), source + " " + ++made);
        });
    }

    @Test
    void are_made_once_and_again_when_their_source_changes_or_one_is_missing() throws IOException {
        make("one");
        make("one");
        assertThat(graph).hasContent("one 1");
        make("two");
        assertThat(graph).hasContent("two 2");
        Files.delete(graph);
        make("two");
        assertThat(graph).hasContent("two 3");
        assertThat(files.directory().resolveSibling(".")).isDirectoryNotContaining("glob:**draft*");
    }

    @Test
    void stay_as_they_were_when_making_new_ones_fails() throws IOException {
        make("one");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> files.make("two", List.of(graph), draft -> {
                    Files.createDirectories(draft.resolve("half/done"));
                    throw new IOException("the disk is full");
                }))
                .withMessage("the disk is full");
        assertThat(graph).hasContent("one 1");
        assertThat(files.directory().resolveSibling(".")).isDirectoryNotContaining("glob:**draft*");
        make("one");
        assertThat(made).isEqualTo(1);
    }
}
