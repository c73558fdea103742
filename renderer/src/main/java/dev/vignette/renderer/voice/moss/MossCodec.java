package dev.vignette.renderer.voice.moss;

import static java.util.Objects.requireNonNull;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** MOSS-Audio-Tokenizer-Nano: sound to codes and back, whole. Safe to use from several threads. */
final class MossCodec {
    private final MossNetworks networks;

    MossCodec(MossNetworks networks) {
        this.networks = networks;
    }

    SampleRate rate() {
        return new SampleRate(networks.model().codec().codecConfig().sampleRate());
    }

    /** Samples of each channel that belong to one frame. */
    int samplesPerFrame() {
        return networks.model().codec().codecConfig().downsampleRate();
    }

    /** Codes of a sound, one array a frame. */
    List<int[]> encode(Pcm sound) {
        float[] mono = Resampler.resample(sound, rate()).samples();
        float[] both = Arrays.copyOf(mono, 2 * mono.length);
        System.arraycopy(mono, 0, both, mono.length, mono.length);
        int codebooks = networks.model().codebooks();
        try (TensorScope scope = networks.engine().scope()) {
            Map<String, Tensor> out = networks.network(MossNetworks.Part.CODEC_ENCODE)
                    .run(
                            scope,
                            Map.of(
                                    "waveform", scope.floats(both, 1, 2, mono.length),
                                    "input_lengths", Int32.one(scope, mono.length)),
                            Set.of("audio_codes", "audio_code_lengths"));
            int[] codes = Int32.read(requireNonNull(out.get("audio_codes")));
            int count = Math.clamp(
                    Int32.read(requireNonNull(out.get("audio_code_lengths")))[0], 0, codes.length / codebooks);
            List<int[]> frames = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                frames.add(Arrays.copyOfRange(codes, i * codebooks, (i + 1) * codebooks));
            }
            return frames;
        }
    }

    /** The sound of all frames at once, mono. */
    float[] decode(List<int[]> frames) {
        try (TensorScope scope = networks.engine().scope()) {
            Map<String, Tensor> out = networks.network(MossNetworks.Part.CODEC_DECODE_FULL)
                    .run(
                            scope,
                            Map.of(
                                    "audio_codes",
                                            codes(
                                                    scope,
                                                    frames,
                                                    networks.model().codebooks()),
                                    "audio_code_lengths", Int32.one(scope, frames.size())),
                            Set.of("audio", "audio_lengths"));
            return mono(requireNonNull(out.get("audio")), Int32.read(requireNonNull(out.get("audio_lengths")))[0]);
        }
    }

    static Tensor codes(TensorScope scope, List<int[]> frames, int codebooks) {
        int[] codes = new int[frames.size() * codebooks];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, codes, i * codebooks, codebooks);
        }
        return Int32.of(scope, codes, 1, frames.size(), codebooks);
    }

    /** The mean of both channels. */
    static float[] mono(Tensor audio, int length) {
        FloatBuffer both = audio.floats();
        int stride = both.remaining() / 2;
        float[] mono = new float[Math.clamp(length, 0, stride)];
        for (int i = 0; i < mono.length; i++) {
            mono[i] = (both.get(i) + both.get(stride + i)) / 2;
        }
        return mono;
    }
}
