package dev.vignette.renderer.voice.qwen.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.media.Language;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import dev.vignette.renderer.voice.qwen.prompt.PromptLayout;
import dev.vignette.renderer.voice.qwen.prompt.Reference;
import dev.vignette.renderer.voice.qwen.prompt.TextMode;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our graphs against the published ones, which share nothing with them but the weights. */
class LanguageModelTest {
    private static final int MOST = 200;

    @TempDir
    static Path directory;

    private static Engine engine;
    private static QwenConfig config;
    private static PublishedModel published;
    private static PreparedModel prepared;

    @BeforeAll
    static void open() {
        QwenStandIn.writeLanguageModels(directory, StandIn.Size.MINI, 5);
        engine = OnnxRuntimeEngine.cpu();
        config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        PreparedGraphs graphs =
                PreparedGraphs.of(config, checkpoint, directory.resolve("cache"), ElementType.FLOAT32, 256, 32);
        published = new PublishedModel(engine, config, directory.resolve("onnx/cpu_fp32"), Sampling.PUBLISHED);
        prepared = new PreparedModel(engine, config, graphs, SafeTensors.open(checkpoint), Sampling.PUBLISHED);
    }

    @AfterAll
    static void close() {
        published.close();
        prepared.close();
        engine.close();
    }

    private static float[] voice() {
        SplittableRandom random = new SplittableRandom(3);
        float[] voice = new float[config.talker().width()];
        for (int i = 2; i < voice.length; i++) {
            voice[i] = (float) random.nextDouble(-1, 1);
        }
        return voice;
    }

    private static List<Integer> body(int tokens) {
        return IntStream.range(0, tokens).mapToObj(i -> 300 + 7 * i).toList();
    }

    private record Told(List<int[]> frames, List<float[]> scores) {}

    private static Told told(LanguageModel model, Prompt prompt, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> frames = new ArrayList<>();
        List<float[]> scores = new ArrayList<>();
        FirstCodes first = new FirstCodes(config.codec(), Sampling.PUBLISHED);
        try (LanguageModel.Sentence sentence = model.begin(prompt, voice())) {
            while (frames.size() < MOST) {
                float[] logits = sentence.logits();
                scores.add(logits.clone());
                int code = first.next(logits, random.nextDouble());
                if (code == FirstCodes.END) {
                    break;
                }
                float[] uniforms = new float[config.codebooks() - 1];
                for (int i = 0; i < uniforms.length; i++) {
                    uniforms[i] = random.nextInt(1 << 24) / (float) (1 << 24);
                }
                frames.add(sentence.frame(code, uniforms));
                sentence.advance();
            }
        }
        return new Told(frames, scores);
    }

    @ParameterizedTest
    @EnumSource(TextMode.class)
    void our_graphs_say_what_the_published_ones_say(TextMode mode) {
        Prompt prompt = new PromptLayout(config.text(), config.codec()).of(body(30), Language.ENGLISH, mode);
        Told wanted = told(published, prompt, 11);
        Told ours = told(prepared, prompt, 11);
        assertThat(ours.frames.stream().map(Arrays::toString).toList())
                .isEqualTo(wanted.frames.stream().map(Arrays::toString).toList())
                .hasSizeBetween(15, 60);
        for (int i = 0; i < wanted.scores.size(); i++) {
            assertThat(ours.scores.get(i)).containsExactly(wanted.scores.get(i), Offset.offset(2e-3f));
        }
    }

    @Test
    void a_reference_is_taken_alike() {
        SplittableRandom random = new SplittableRandom(9);
        List<List<Integer>> frames = IntStream.range(0, 40)
                .mapToObj(i -> random.ints(16, 0, 2048).boxed().toList())
                .toList();
        Prompt prompt = new PromptLayout(config.text(), config.codec())
                .of(body(10), Language.CHINESE, TextMode.WHOLE, new Reference(body(12), frames));
        try (LanguageModel.Sentence wanted = published.begin(prompt, voice());
                LanguageModel.Sentence ours = prepared.begin(prompt, voice())) {
            assertThat(ours.logits()).containsExactly(wanted.logits(), Offset.offset(2e-3f));
        }
    }

    @Test
    void the_same_seed_says_the_same_and_a_longer_text_takes_longer() {
        PromptLayout layout = new PromptLayout(config.text(), config.codec());
        Prompt prompt = layout.of(body(20), null, TextMode.WHOLE);
        List<int[]> once = told(prepared, prompt, 1).frames;
        assertThat(told(prepared, prompt, 1).frames).usingRecursiveComparison().isEqualTo(once);
        assertThat(told(prepared, prompt, 2).frames).usingRecursiveComparison().isNotEqualTo(once);
        int longer = told(prepared, layout.of(body(60), null, TextMode.WHOLE), 1)
                .frames
                .size();
        assertThat(longer).isBetween(2 * once.size(), 4 * once.size());
    }
}
