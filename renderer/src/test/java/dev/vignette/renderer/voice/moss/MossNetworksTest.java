package dev.vignette.renderer.voice.moss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Engine;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.VoicePrint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MossNetworksTest {
    private Engine engine;
    private MossNetworks networks;

    @TempDir
    private Path copy;

    @BeforeAll
    void open() {
        engine = OnnxRuntimeEngine.cpu();
        networks = new MossNetworks(engine, MossModel.read(MiniMoss.directory()));
    }

    @AfterAll
    void close() {
        networks.close();
        engine.close();
    }

    private PromptRows prompt(String text) {
        MossManifest manifest = networks.model().manifest();
        int[] frame = new int[16];
        Arrays.setAll(frame, i -> 10 * i);
        return PromptRows.of(
                manifest.ttsConfig(),
                manifest.promptTemplates(),
                List.of(frame, frame),
                networks.model().tokenizer().encode(text));
    }

    private List<int[]> frames(FrameSampler sampler, String text, long seed) {
        List<int[]> frames = new ArrayList<>();
        assertThat(new FrameWriter(networks, sampler).write(prompt(text), seed, 375, frames::add))
                .isTrue();
        return frames;
    }

    @Test
    void thePromptIsTemplateReferenceTemplateTextTemplate() {
        int pad = 1_024;
        MossManifest.TtsConfig config = new MossManifest.TtsConfig(2, pad, 6, 7, 8, 9);
        MossManifest.PromptTemplates templates =
                new MossManifest.PromptTemplates(List.of(4, 100), List.of(101, 102), List.of(5, 4, 103));
        PromptRows rows =
                PromptRows.of(config, templates, List.of(new int[] {1, 2}, new int[] {3, 4}), List.of(55, 56));
        assertThat(rows.values())
                .containsExactly(
                        4, pad, pad, 100, pad, pad, 6, pad, pad, 8, 1, 2, 8, 3, 4, 7, pad, pad, 101, pad, pad, 102, pad,
                        pad, 55, pad, pad, 56, pad, pad, 5, pad, pad, 4, pad, pad, 103, pad, pad, 6, pad, pad);
        assertThat(rows.count()).isEqualTo(14);
        assertThat(PromptRows.of(config, new int[] {11, 12}).values()).containsExactly(9, 11, 12);
    }

    @Test
    void theSameSeedGivesTheSameFramesAndAnotherGivesOthers() {
        FrameSampler sampler = new InGraphSampler(networks);
        List<int[]> frames = frames(sampler, "Good morning.", 3);
        assertThat(frames).hasSizeBetween(15, 60);
        assertThat(frames(sampler, "Good morning.", 3).toArray(int[][]::new))
                .isDeepEqualTo(frames.toArray(int[][]::new));
        assertThat(frames(sampler, "Good morning.", 4).getFirst()).isNotEqualTo(frames.getFirst());
    }

    @Test
    void samplingInsideTheNetworkIsOurOwnSamplingOutsideIt() {
        List<int[]> inside = frames(new InGraphSampler(networks), "Hello there.", 5);
        List<int[]> outside = frames(new CachedStepSampler(networks), "Hello there.", 5);
        assertThat(outside.toArray(int[][]::new)).isDeepEqualTo(inside.toArray(int[][]::new));
    }

    @Test
    void theCacheGivesWhatTheWholePromptGives() {
        InGraphSampler sampler = new InGraphSampler(networks);
        List<int[]> frames = frames(sampler, "Hello.", 6);
        // One frame by the cache against one with the first frame in the prompt.
        PromptRows prompt = prompt("Hello.");
        PromptRows row = PromptRows.of(networks.model().manifest().ttsConfig(), frames.getFirst());
        int[] values = Arrays.copyOf(prompt.values(), prompt.values().length + row.values().length);
        System.arraycopy(row.values(), 0, values, prompt.values().length, row.values().length);
        float[] hidden = hidden(new PromptRows(values, prompt.width()));
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 17; i++) {
            random.nextDouble();
        }
        float[] u = new float[17];
        for (int i = 0; i < 17; i++) {
            u[i] = (float) random.nextDouble();
        }
        SeenCodes seen = new SeenCodes(16, 1_024);
        seen.add(frames.getFirst());
        try (TensorScope scope = engine.scope()) {
            Optional<int[]> second = sampler.draw(scope, scope.floats(hidden, 1, hidden.length), seen, u);
            assertThat(second).hasValueSatisfying(frame -> assertThat(frame).isEqualTo(frames.get(1)));
        }
    }

    private float[] hidden(PromptRows rows) {
        try (TensorScope scope = engine.scope()) {
            Tensor all = networks.network(MossNetworks.Part.PREFILL)
                    .run(
                            scope,
                            Map.of(
                                    "input_ids", Int32.of(scope, rows.values(), 1, rows.count(), rows.width()),
                                    "attention_mask", Int32.filled(scope, 1, 1, rows.count())),
                            Set.of("global_hidden"))
                    .get("global_hidden");
            int width = networks.model().language().modelConfig().hiddenSize();
            float[] last = new float[width];
            all.floats().get((rows.count() - 1) * width, last);
            return last;
        }
    }

    @Test
    void framesOneByOneSoundAsAllAtOnce() {
        List<int[]> frames = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            frames.add(random.ints(16, 0, 1_024).toArray());
        }
        float[] whole = new MossCodec(networks).decode(frames);
        assertThat(whole).hasSize(60 * 3_840);
        for (int[] groups : List.of(new int[] {1}, new int[] {1, 2, 4, 8}, new int[] {7})) {
            List<float[]> pieces = new ArrayList<>();
            try (CodecStream stream = new CodecStream(networks)) {
                int at = 0;
                for (int i = 0; at < frames.size(); i++) {
                    int to = Math.min(frames.size(), at + groups[Math.min(i, groups.length - 1)]);
                    pieces.add(stream.decode(frames.subList(at, to)));
                    at = to;
                }
            }
            int at = 0;
            for (float[] piece : pieces) {
                for (float sample : piece) {
                    assertThat(sample).isCloseTo(whole[at++], within(1e-4f));
                }
            }
            assertThat(at).isEqualTo(whole.length);
        }
    }

    @Test
    void aSampleIsTrimmedLevelledCutAndKeptAsCodes() {
        Pcm quiet = new Pcm(new float[24_000], Speakers.sample(1).rate());
        Pcm prepared = Reference.prepared(quiet.plus(Speakers.sample(14)).plus(quiet));
        assertThat(prepared.seconds()).isBetween(7.9, 10.2);
        assertThat(20 * Math.log10(prepared.rms())).isCloseTo(-20, within(1.0));
        List<int[]> codes = new MossCodec(networks).encode(prepared);
        assertThat(codes).hasSizeBetween(98, 128);
        VoicePrint print = Reference.print("moss", "codes/1", codes);
        assertThat(Reference.codes(print, 16, 1_024).toArray(int[][]::new)).isDeepEqualTo(codes.toArray(int[][]::new));
        byte[] cut = Arrays.copyOf(print.data(), 100);
        assertThatThrownBy(() -> Reference.codes(new VoicePrint("moss", "codes/1", cut), 16, 1_024))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> Reference.prepared(Speakers.sample(1.5)))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_SAMPLE));
    }

    @Test
    void anInstallationThatIsCutForeignOrLeadsOutsideIsDeclinedInOneSentence() throws IOException {
        copy(MiniMoss.directory(), copy);
        Path language = copy.resolve("MOSS-TTS-Nano-100M-ONNX");
        Path manifest = language.resolve("browser_poc_manifest.json");
        String json = Files.readString(manifest);
        assertThat(MossModel.read(copy).codebooks()).isEqualTo(16);
        refused(manifest, json.replace("\"n_vq\" : 16", "\"n_vq\" : 8"), "another kind");
        refused(manifest, json.replace("../MOSS", "../../../MOSS"), "is missing");
        refused(manifest, json.substring(0, 200), "cannot be read");
        Files.writeString(manifest, json);
        Path tokenizer = language.resolve("tokenizer.model");
        byte[] pieces = Files.readAllBytes(tokenizer);
        Files.write(tokenizer, Arrays.copyOf(pieces, 5_001));
        assertThatThrownBy(() -> MossModel.read(copy)).hasMessageContaining("no tokenizer");
        Files.write(tokenizer, pieces);
        Files.writeString(language.resolve("moss_tts_prefill.onnx"), "no network");
        assertThatThrownBy(() -> MossVoice.open(engine, copy))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENGINE_MISSING))
                .hasMessageContaining("moss_tts_prefill.onnx");
    }

    @Test
    void filesDescribedUnderTheOlderFolderNameAreFound() throws IOException {
        copy(MiniMoss.directory(), copy);
        Path manifest = copy.resolve("MOSS-TTS-Nano-100M-ONNX/browser_poc_manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("MOSS-Audio-Tokenizer-Nano-ONNX", "MOSS-Audio-Tokenizer-Nano-ONNX-CPU"));
        assertThat(MossModel.read(copy).codecHome().getFileName()).hasToString("MOSS-Audio-Tokenizer-Nano-ONNX");
    }

    private void refused(Path file, String content, String words) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> MossModel.read(copy))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("vignette models pull moss-tts-nano");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
