package dev.vignette.renderer.voice.qwen.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundStreamTest {
    private static final int SAMPLES = CodecDecoder.SAMPLES;

    private static float[] joined(List<float[]> pieces) {
        float[] all = new float[pieces.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** Each frame sounds like its first code, if it looked back at the frame before. */
    private static float[] levels(List<int[]> frames) {
        float[] sound = new float[frames.size() * SAMPLES];
        for (int i = 0; i < frames.size(); i++) {
            Arrays.fill(sound, i * SAMPLES, (i + 1) * SAMPLES, frames.get(i)[0]);
        }
        return sound;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 12, 13, 25, 26, 60})
    void every_frame_is_heard_once_whatever_their_number(int count) {
        List<float[]> pieces = new ArrayList<>();
        List<Integer> windows = new ArrayList<>();
        SoundStream stream = new SoundStream(
                frames -> {
                    windows.add(frames.size());
                    return levels(frames);
                },
                25,
                pieces::add);
        for (int i = 0; i < count; i++) {
            stream.add(new int[] {i});
            assertThat(stream.begun()).isEqualTo(i >= SoundStream.FIRST - 1);
        }
        stream.end();
        stream.end();
        float[] sound = joined(pieces);
        assertThat(sound).hasSize(count * SAMPLES);
        for (int i = 0; i < count; i++) {
            assertThat(sound[i * SAMPLES + 1]).isEqualTo(i);
            assertThat(sound[(i + 1) * SAMPLES - 1]).isEqualTo(i);
        }
        assertThat(windows).allSatisfy(window -> assertThat(window).isLessThanOrEqualTo(25));
    }

    @Test
    void where_two_windows_disagree_one_fades_into_the_other() {
        List<float[]> pieces = new ArrayList<>();
        int[] call = {0};
        SoundStream stream = new SoundStream(
                frames -> {
                    float[] sound = new float[frames.size() * SAMPLES];
                    Arrays.fill(sound, call[0]++ % 2 == 0 ? 0.5f : -0.5f);
                    return sound;
                },
                25,
                pieces::add);
        for (int i = 0; i < 30; i++) {
            stream.add(new int[] {i});
        }
        stream.end();
        float[] sound = joined(pieces);
        float steepest = 0;
        for (int i = 1; i < sound.length; i++) {
            steepest = Math.max(steepest, Math.abs(sound[i] - sound[i - 1]));
        }
        assertThat(steepest).isLessThan(0.01f);
    }

    /** The decoder's attention reaches back further than a window, so that they agree nearly, not quite. */
    @Test
    void windows_over_known_frames_agree_with_one_long_window(@TempDir Path directory) {
        QwenStandIn.writeForOurGraphs(directory, StandIn.Size.MINI, 2);
        QwenConfig config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        try (Engine engine = OnnxRuntimeEngine.cpu();
                CodecDecoder decoder =
                        new CodecDecoder(engine, config, directory.resolve("onnx/cpu_fp32/tok_decoder.onnx"))) {
            SplittableRandom random = new SplittableRandom(4);
            List<int[]> frames = new ArrayList<>();
            List<float[]> pieces = new ArrayList<>();
            SoundStream stream = new SoundStream(decoder::decode, decoder.window(), pieces::add);
            for (int i = 0; i < 25; i++) {
                frames.add(random.ints(16, 0, 2048).toArray());
                stream.add(frames.getLast());
            }
            stream.end();
            float[] once = decoder.decode(frames);
            assertThat(joined(pieces)).containsExactly(once, Offset.offset(1e-3f));
            assertThat(decoder.decode(frames.subList(0, 3)))
                    .as("what fills a window up is not heard")
                    .containsExactly(Arrays.copyOf(once, 3 * SAMPLES), Offset.offset(1e-4f));
        }
    }
}
