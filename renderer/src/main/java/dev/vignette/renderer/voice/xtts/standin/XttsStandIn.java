package dev.vignette.renderer.voice.xtts.standin;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.checkpoint.CheckpointWriter;
import dev.vignette.inference.models.Conversion;
import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.xtts.convert.XttsConversion;
import dev.vignette.renderer.voice.xtts.convert.XttsLayout;
import dev.vignette.renderer.voice.xtts.convert.XttsSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * XTTS-v2 with weights drawn by lot: {@code vignette models standin --model xtts-v2}. A checkpoint is written as the real one is
 * published, and converted as the real one is. What it says is a hum as long as the text, not speech.
 */
public final class XttsStandIn implements StandIn {
    /** The published layers, fewer and narrow. */
    public static final XttsSizes MINI = new XttsSizes(
            6681, 404, 1026, 608, 64, 2, 80, 2, 32, 2, 64, 170, List.of(8, 8, 16, 16), List.of(1, 2, 1, 1), 16, 32, 64);

    private static final int MINI_HEADS = 4;
    private static final int PUBLISHED_HEADS = 16;

    @Override
    public String model() {
        return "xtts-v2";
    }

    @Override
    public String description() {
        return "XTTS-v2's checkpoint with weights drawn by lot, converted: it hums for as long as a text takes";
    }

    @Override
    public void write(Path directory, Size size, long seed) {
        try {
            writePublished(directory, size, seed);
            XttsConversion conversion = new XttsConversion();
            conversion.convert(
                    directory, Files.createDirectories(directory.resolve(conversion.directory())), new Silent());
        } catch (IOException e) {
            throw new InferenceException(
                    "The stand-in cannot be written below " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Only the files that are published, not converted yet. */
    public static void writePublished(Path directory, Size size, long seed) throws IOException {
        XttsSizes sizes = size == Size.FULL ? XttsSizes.PUBLISHED : MINI;
        DrawnWeights weights = new DrawnWeights(sizes, seed);
        CheckpointWriter checkpoint = new CheckpointWriter().flag("vignette.standin", true);
        XttsLayout.of(sizes).forEach((name, shape) -> checkpoint.tensor(name, () -> weights.of(name, shape), shape));
        checkpoint.write(directory.resolve("model.pth"));
        Files.writeString(directory.resolve("config.json"), configuration(size));
        Files.writeString(directory.resolve("vocab.json"), StandInVocabulary.json(sizes.textTokens()));
    }

    private static String configuration(Size size) {
        return """
                {"model": "xtts", "temperature": 0.75, "top_k": 50, "top_p": 0.85, "repetition_penalty": 5.0,
                 "gpt_cond_len": 30, "gpt_cond_chunk_len": 4, "max_ref_len": 30,
                 "model_args": {"gpt_n_heads": %d, "gpt_start_audio_token": 1024, "gpt_stop_audio_token": 1025}}
                """.formatted(size == Size.FULL ? PUBLISHED_HEADS : MINI_HEADS);
    }

    private static final class Silent implements Conversion.Progress {
        @Override
        public void at(String file, long done, long total) {}

        @Override
        public void made(String file) {}
    }
}
