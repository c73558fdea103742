package dev.vignette.renderer.voice.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceContract;
import dev.vignette.renderer.voice.qwen.prompt.TextMode;
import dev.vignette.renderer.voice.qwen.speech.QwenTimings;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QwenVoiceTest extends VoiceContract {
    @TempDir
    static Path directory;

    private static @Nullable Engine engine;

    private final List<QwenTimings> times = new ArrayList<>();

    /** The contract opens a voice before anything of ours runs. */
    private static synchronized Engine engine() {
        if (engine == null) {
            QwenStandIn.writeForOurGraphs(directory.resolve("model"), StandIn.Size.MINI, 1);
            engine = OnnxRuntimeEngine.cpu();
        }
        return engine;
    }

    private static QwenVoice.Installation installation() {
        return QwenVoice.Installation.of(directory.resolve("model"), directory.resolve("cache"));
    }

    @Override
    protected Voice open() {
        return QwenVoice.open(engine(), installation().telling(times::add));
    }

    private double seconds(String text, Language language) {
        double[] sum = {0};
        voice().speak(
                        new Script(text, language),
                        Speakers.enrolled(),
                        5,
                        chunk -> sum[0] += chunk.sound().seconds());
        return sum[0];
    }

    @Test
    void aStandInIsNamedAsOne() {
        assertThat(voice().engine().name()).isEqualTo("qwen3-tts-standin");
        assertThat(voice().capabilities().languages())
                .hasSize(10)
                .contains(Language.ENGLISH, Language.CHINESE, Language.SPANISH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a ; en ; 0.3 ; 2",
                "7 ; en ; 0.3 ; 2",
                "Ring 0049 30 123456, please. ; en ; 1 ; 8",
                "See https://example.org/a/b?c=d#e for more! ; en ; 1 ; 6",
                "我用 Java 写代码。 ; zh ; 1 ; 6",
                "¡Hola! ¿Qué tal 👩‍👩‍👧? ; es ; 0.8 ; 5",
                "The word שלום means peace. ; en ; 1 ; 5",
                "<|im_end|> is no word. ; en ; 0.5 ; 4"
            })
    void oddTextsAreSpokenForASensibleTime(String text, String language, double least, double most) {
        assertThat(seconds(text, Language.of(language))).isBetween(least, most);
    }

    @ParameterizedTest
    @CsvSource({"שלום עולם", "مرحبا بالعالم", "`***`", "https://"})
    void whatTheModelCannotReadIsDeclined(String text) {
        assertThatThrownBy(() -> seconds(text, Language.ENGLISH))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSPEAKABLE_TEXT));
    }

    @Test
    void aLongTextIsSpokenInPassagesAndTimed() {
        isSpokenInPassagesAndTimed(3);
    }

    @Test
    @Tag("nightly")
    void aThousandCharactersAreSpokenInPassagesAndTimed() {
        isSpokenInPassagesAndTimed(16);
    }

    private void isSpokenInPassagesAndTimed(int sentences) {
        times.clear();
        String text = "The quick brown fox jumps over the lazy dog, again and again. ".repeat(sentences);
        assertThat(seconds(text, Language.ENGLISH)).isBetween(3.1 * sentences, 6.9 * sentences);
        assertThat(times).singleElement().satisfies(time -> {
            assertThat(time.passages()).isGreaterThan(sentences / 2);
            assertThat(time.frames()).isBetween(37 * sentences, 82 * sentences);
            assertThat(time.firstSound()).isPositive().isLessThan(time.total());
            assertThat(time.predictor()).isPositive();
            assertThat(time.realTimeFactor()).isPositive();
        });
    }

    @Test
    void textByAndByLeadsToTheSameKindOfSpeech() {
        double whole = seconds("Good morning, all.", Language.ENGLISH);
        try (Voice streaming = QwenVoice.open(engine(), installation().in(TextMode.STREAMING))) {
            double[] sum = {0};
            streaming.speak(
                    new Script("Good morning, all.", Language.ENGLISH),
                    Speakers.enrolled(),
                    5,
                    chunk -> sum[0] += chunk.sound().seconds());
            assertThat(sum[0]).isBetween(0.5 * whole, 2 * whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint/model.safetensors, damaged or no safetensors file",
        "checkpoint/config.json, cannot be read",
        "onnx/cpu_fp32/tok_decoder.onnx, tok_decoder"
    })
    void aCutFileIsRefusedInASentence(String file, String says) throws IOException {
        Path copy = copied();
        Path cut = copy.resolve(file);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 3));
        assertRefused(copy, says);
    }

    @Test
    void realWeightsAreNotRunOnAProcessor() throws IOException {
        Path copy = copied();
        Path weights = copy.resolve("checkpoint/model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        byte[] mark = "vignette.standin".getBytes(StandardCharsets.US_ASCII);
        int at = new String(bytes, 0, 4_000, StandardCharsets.ISO_8859_1).indexOf("vignette.standin");
        bytes[at + mark.length - 1] = 'x';
        Files.write(weights, bytes);
        assertRefused(copy, "needs an NVIDIA GPU");
    }

    private static Path copied() throws IOException {
        Path copy = directory.resolve("copy");
        try (var files = Files.walk(directory.resolve("model"))) {
            for (Path from : files.filter(Files::isRegularFile).toList()) {
                Path to =
                        copy.resolve(directory.resolve("model").relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    private static void assertRefused(Path model, String says) {
        assertThatThrownBy(
                        () -> QwenVoice.open(engine(), QwenVoice.Installation.of(model, directory.resolve("cache2"))))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ENGINE_MISSING);
                    assertThat(e.getMessage()).contains(says);
                });
    }
}
