package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.Sounds;
import dev.vignette.inference.Engine;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.standin.whisper.StandInWhisper;
import dev.vignette.inference.standin.whisper.StandInWhisper.Decoder;
import dev.vignette.inference.standin.whisper.WhisperShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in the published layout are opened, run as one, and refused where they do not belong together. */
class WhisperModelTest {
    private static final Engine ENGINE = OnnxRuntimeEngine.cpu();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Decoder.class)
    void stepsWithACacheGiveWhatOneStepGives(Decoder layout) {
        StandInWhisper.small().write(directory, layout, 3);
        try (WhisperModel model = WhisperModel.open(ENGINE, directory);
                var scope = ENGINE.scope()) {
            LogMel mel = new LogMel(80, model.config().frames());
            DecoderRun run = model.decoder()
                    .over(
                            scope,
                            model.encoder()
                                    .encode(scope, mel.window(Sounds.babble(3).samples())));
            SpecialTokens special = model.vocabulary().special();
            int[] tokens = {special.startOfTranscript(), special.transcribe(), special.noTimestamps(), 65, 66, 200, 67};
            float[] whole = new float[model.config().vocabulary()];
            float[] atRow = new float[whole.length];
            run.begin(tokens, 2, atRow, whole);

            float[] stepwise = new float[whole.length];
            float[] atThird = new float[whole.length];
            DecoderRun.State state = run.begin(Arrays.copyOf(tokens, 2), 0, new float[whole.length], stepwise);
            for (int i = 2; i < tokens.length; i++) {
                DecoderRun.State next = run.extend(state, tokens[i], stepwise);
                run.release(state);
                state = next;
                if (i == 2) {
                    System.arraycopy(stepwise, 0, atThird, 0, stepwise.length);
                }
            }

            // Activations are rounded to eight bits over other ranges in one row than in seven.
            float tolerance = layout == Decoder.MERGED_QUANTISED ? 1 : 1e-3f;
            assertThat(largestDifference(stepwise, whole)).isLessThan(tolerance);
            assertThat(largestDifference(atThird, atRow)).isLessThan(tolerance);
            assertThat(largestDifference(atRow, whole)).isGreaterThan(2);
        }
    }

    private static float largestDifference(float[] some, float[] others) {
        float largest = 0;
        for (int i = 0; i < some.length; i++) {
            largest = Math.max(largest, Math.abs(some[i] - others[i]));
        }
        return largest;
    }

    @Test
    void theSoundMakesADifference() {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        try (WhisperModel model = WhisperModel.open(ENGINE, directory);
                var scope = ENGINE.scope()) {
            LogMel mel = new LogMel(80, model.config().frames());
            float[] babble = new float[model.config().vocabulary()];
            float[] silence = babble.clone();
            int[] prompt = {model.vocabulary().special().startOfTranscript()};
            model.decoder()
                    .over(
                            scope,
                            model.encoder()
                                    .encode(scope, mel.window(Sounds.babble(3).samples())))
                    .begin(prompt, 0, babble, babble);
            model.decoder()
                    .over(scope, model.encoder().encode(scope, mel.window(new float[0])))
                    .begin(prompt, 0, silence, silence);
            assertThat(babble).isNotEqualTo(silence);
        }
    }

    @Test
    void theOlderFilesOfAVocabularyServeAsWell() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        SpecialTokens newer;
        try (WhisperModel model = WhisperModel.open(ENGINE, directory)) {
            newer = model.vocabulary().special();
        }
        Files.delete(directory.resolve("tokenizer.json"));
        try (WhisperModel model = WhisperModel.open(ENGINE, directory)) {
            assertThat(model.vocabulary().special()).isEqualTo(newer);
            assertThat(model.vocabulary().tokenizer().encode("ab")).containsExactly('a', 'b');
        }
    }

    @Test
    void anEmptyDirectoryIsRefused() {
        refused("config.json is missing");
    }

    @Test
    void aCutNetworkIsRefused() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        Path encoder = directory.resolve("onnx/encoder_model.onnx");
        byte[] bytes = Files.readAllBytes(encoder);
        Files.write(encoder, Arrays.copyOf(bytes, bytes.length / 2));
        refused("encoder_model.onnx");
    }

    @Test
    void cutWeightsAreRefused() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        Path weights = directory.resolve("onnx/decoder_model_merged.onnx_data");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
        refused("decoder_model_merged.onnx");
    }

    @Test
    void missingNetworksAreNamed() throws IOException {
        StandInWhisper.small().write(directory, Decoder.PAIR, 3);
        Files.delete(directory.resolve("onnx/decoder_with_past_model.onnx"));
        refused("decoder_model_merged.onnx is missing");
        Files.delete(directory.resolve("onnx/encoder_model.onnx"));
        refused("onnx/encoder_model.onnx is missing");
    }

    @Test
    void tokensOfAnotherModelAreRefused() throws IOException {
        StandInWhisper.reciting("es", java.util.List.of(" hola")).write(directory, Decoder.MERGED, 3);
        byte[] other = Files.readAllBytes(directory.resolve("tokenizer.json"));
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        Files.write(directory.resolve("tokenizer.json"), other);
        refused("has 1774 tokens where config.json says 1769, so they belong to different models");
    }

    /** Version 3 has one language more, so all that follows is moved by one: the worst mistake that is easily made. */
    @Test
    void partsOfVersionsTwoAndThreeAreNotMixed() throws IOException {
        Path two = directory.resolve("two");
        Path three = directory.resolve("three");
        StandInWhisper.shaped(new WhisperShape(80, 16, 1, 1, 1, 51_865, 50, 448))
                .write(two, Decoder.MERGED, 1);
        StandInWhisper.shaped(new WhisperShape(80, 16, 1, 1, 1, 51_866, 50, 448))
                .write(three, Decoder.MERGED, 1);
        WhisperSpeechToText.open(ENGINE, three, null).close();

        swap(two, three, "tokenizer.json");
        refused(three, "has 51865 tokens where config.json says 51866, so they belong to different models");
        refused(two, "has 51866 tokens where config.json says 51865, so they belong to different models");
        swap(two, three, "tokenizer.json");
        swap(two, three, "generation_config.json");
        refused(three, "its settings have");
        refused(two, "its settings have");
        swap(two, three, "generation_config.json");
        swap(two, three, "onnx/decoder_model_merged.onnx");
        swap(two, three, "onnx/decoder_model_merged.onnx_data");
        refused(three, "logits FLOAT32 [?, ?, 51865] should be [?, ?, 51866]");
        refused(two, "logits FLOAT32 [?, ?, 51866] should be [?, ?, 51865]");
    }

    private static void swap(Path some, Path other, String file) throws IOException {
        Path between = some.resolve("between");
        Files.move(some.resolve(file), between);
        Files.move(other.resolve(file), some.resolve(file));
        Files.move(between, other.resolve(file));
    }

    @Test
    void settingsOfAnotherVersionAreRefused() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        replace("generation_config.json", "\"transcribe\":263", "\"transcribe\":264");
        refused("its settings have transcribe at 264 and its vocabulary at 263");
    }

    @Test
    void otherNumbersOfLayersAndHeadsAreRefused() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        replace("config.json", "\"decoder_layers\":2", "\"decoder_layers\":3");
        refused("past_key_values.2.decoder.key");
        replace("config.json", "\"decoder_layers\":3", "\"decoder_layers\":1");
        refused("past_key_values.1.decoder.key");
        replace("config.json", "\"decoder_layers\":1", "\"decoder_layers\":2");
        replace("config.json", "\"num_mel_bins\":80", "\"num_mel_bins\":128");
        refused("input_features");
    }

    @Test
    void otherTensorNamesAreRefused() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        Path file = directory.resolve("onnx/encoder_model.onnx");
        var model = OnnxFile.read(file).model().toBuilder();
        model.getGraphBuilder().getInputBuilder(0).setName("audio_features");
        model.getGraphBuilder().getNodeBuilder(0).setInput(0, "audio_features");
        new OnnxFile(model.build()).write(file);
        refused("has no input input_features, only [audio_features]");

        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        Path decoder = directory.resolve("onnx/decoder_model_merged.onnx");
        var other = OnnxFile.read(decoder).model().toBuilder();
        var outputs = other.getGraphBuilder().getOutputBuilderList();
        outputs.stream()
                .filter(output -> output.getName().equals("logits"))
                .forEach(output -> output.setName("scores"));
        other.getGraphBuilder().getNodeBuilderList().forEach(node -> {
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals("logits")) {
                    node.setOutput(i, "scores");
                }
            }
        });
        new OnnxFile(other.build()).write(decoder);
        refused("has no output logits, only [scores");
    }

    @Test
    void damagedSettingsAreRefused() throws IOException {
        StandInWhisper.small().write(directory, Decoder.MERGED, 3);
        Files.writeString(directory.resolve("tokenizer.json"), "{\"model\": {");
        refused("tokenizer.json is damaged");
        replace("config.json", "\"whisper\"", "\"llama\"");
        refused("config.json is of the type \"llama\", not \"whisper\"");
    }

    private void refused(String difference) {
        refused(directory, difference);
    }

    private static void refused(Path directory, String difference) {
        assertThatThrownBy(() -> WhisperSpeechToText.open(ENGINE, directory, null))
                .isInstanceOfSatisfying(
                        HearingException.class,
                        e -> assertThat(e.reason()).isEqualTo(HearingException.Reason.UNUSABLE_MODEL))
                .hasMessageContaining(difference)
                .message()
                .doesNotContain("\n");
    }

    private void replace(String file, String text, String by) throws IOException {
        Path path = directory.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by));
    }
}
