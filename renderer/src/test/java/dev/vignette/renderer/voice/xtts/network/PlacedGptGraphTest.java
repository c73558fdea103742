package dev.vignette.renderer.voice.xtts.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transformer with places against the one whose cache grows, on a stand-in of small size. */
class PlacedGptGraphTest {
    private static final int CODES = 60;

    @TempDir
    private static Path directory;

    private static Path converted;
    private static Engine engine;
    private static XttsNetworks networks;

    @BeforeAll
    static void write() {
        new XttsStandIn().write(directory, StandIn.Size.MINI, 3);
        converted = directory.resolve(XttsFile.DIRECTORY);
        engine = OnnxRuntimeEngine.cpu();
        networks = XttsNetworks.open(engine, engine, converted, directory);
    }

    @AfterAll
    static void close() {
        networks.close();
        engine.close();
    }

    private static PlacedGraphs graphs(ElementType type, int rows) {
        return PlacedGraphs.of(
                converted, networks.metadata(), networks.embeddings(), directory.resolve("cache-" + rows), type, rows);
    }

    /** A sentence: what was said at each step, and the scores there. */
    private record Said(List<Integer> codes, List<float[]> logits, List<float[]> hidden) {}

    /** Always the likeliest code that was not said yet, or what {@code told} says. */
    private static Said say(Transformer.Run run, int tokens, List<Integer> told) {
        Embeddings embeddings = networks.embeddings();
        XttsMetadata metadata = networks.metadata();
        SplittableRandom random = new SplittableRandom(5);
        float[] latents = new float[metadata.latents() * metadata.width()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        int[] ids = random.ints(tokens, 0, 6_000).toArray();
        Said said = new Said(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        float[] logits = new float[embeddings.codes()];
        float[] hidden = new float[metadata.width()];
        run.extend(embeddings.prompt(latents, ids, metadata.startAudio()), logits, hidden);
        for (int i = 0; i < CODES; i++) {
            said.logits.add(logits.clone());
            said.hidden.add(hidden.clone());
            int code = told.isEmpty() ? likeliest(logits, said.codes) : told.get(i);
            said.codes.add(code);
            run.extend(embeddings.code(code, i + 1), logits, hidden);
        }
        return said;
    }

    private static int likeliest(float[] logits, List<Integer> said) {
        int best = -1;
        for (int i = 0; i < logits.length; i++) {
            boolean better = best < 0 || logits[i] > logits[best];
            best = better && !said.contains(i) ? i : best;
        }
        return best;
    }

    @Test
    void says_code_for_code_what_the_growing_one_says() {
        // A prompt in one go, one that needs padding, and one in several goes.
        for (int tokens : new int[] {95, 7, 150}) {
            Said wanted;
            try (Transformer.Run run = networks.transformer().begin()) {
                wanted = say(run, tokens, List.of());
            }
            try (Transformer.Run run = new PlainRun(engine, graphs(ElementType.FLOAT32, 64), networks.metadata())) {
                Said said = say(run, tokens, List.of());
                assertThat(said.codes).isEqualTo(wanted.codes).doesNotHaveDuplicates();
                for (int i = 0; i < CODES; i++) {
                    assertThat(said.logits.get(i)).containsExactly(wanted.logits.get(i), within(2e-4f));
                    assertThat(said.hidden.get(i)).containsExactly(wanted.hidden.get(i), within(2e-4f));
                }
            }
        }
    }

    @Test
    void half_precision_keeps_the_scores() {
        Said wanted;
        try (Transformer.Run run = networks.transformer().begin()) {
            wanted = say(run, 40, List.of());
        }
        try (Transformer.Run run = new PlainRun(engine, graphs(ElementType.FLOAT16, 64), networks.metadata())) {
            Said said = say(run, 40, wanted.codes);
            assertThat(decibels(wanted.logits, said.logits)).isGreaterThan(45);
            assertThat(decibels(wanted.hidden, said.hidden)).isGreaterThan(45);
        }
    }

    /** How far what differs lies below what is meant. */
    static double decibels(List<float[]> wanted, List<float[]> there) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < wanted.size(); i++) {
            for (int k = 0; k < wanted.get(i).length; k++) {
                double off = there.get(i)[k] - wanted.get(i)[k];
                signal += (double) wanted.get(i)[k] * wanted.get(i)[k];
                noise += off * off;
            }
        }
        return 10 * Math.log10(signal / noise);
    }

    @Test
    void graphs_are_made_once_for_each_model() throws IOException {
        PlacedGraphs first = graphs(ElementType.FLOAT32, 32);
        FileTime made = Files.getLastModifiedTime(first.step());
        assertThat(graphs(ElementType.FLOAT32, 32)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.step())).isEqualTo(made);
        // A cut file is made anew, another model too.
        Files.delete(first.step());
        assertThat(graphs(ElementType.FLOAT32, 32).step()).isRegularFile();
        Path other = Files.createDirectories(directory.resolve("other"));
        new XttsStandIn().write(other, StandIn.Size.MINI, 4);
        String before = Files.readString(first.directory().resolve("made-of"));
        PlacedGraphs.of(
                other.resolve(XttsFile.DIRECTORY),
                XttsMetadata.read(other.resolve(XttsFile.DIRECTORY)),
                networks.embeddings(),
                directory.resolve("cache-32"),
                ElementType.FLOAT32,
                32);
        assertThat(first.directory().resolve("made-of")).content().isNotEqualTo(before);
        assertThat(directory.resolve("cache-32")).isDirectoryNotContaining("glob:**/draft*");
    }

    @Test
    void damaged_weights_are_refused_and_nothing_is_left() throws IOException {
        Path damaged = Files.createDirectories(directory.resolve("damaged"));
        new XttsStandIn().write(damaged, StandIn.Size.MINI, 3);
        Path model = XttsFile.GPT.in(damaged.resolve(XttsFile.DIRECTORY));
        Path data = model.resolveSibling(model.getFileName() + "_data");
        try (var file = java.nio.channels.FileChannel.open(data, java.nio.file.StandardOpenOption.WRITE)) {
            file.truncate(Files.size(data) / 2);
        }
        Path cache = directory.resolve("cache-damaged");
        assertThatThrownBy(() -> PlacedGraphs.of(
                        damaged.resolve(XttsFile.DIRECTORY),
                        networks.metadata(),
                        networks.embeddings(),
                        cache,
                        ElementType.FLOAT16,
                        64))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("Convert the model again");
        assertThat(cache).isEmptyDirectory();
    }
}
