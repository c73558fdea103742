package dev.vignette.renderer.voice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Loudness;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NarratorTest {
    private static final SampleRate RATE = SampleRate.HZ_24000;
    private static final Passage HELLO = new Passage("Hello there, this is a test of mine.", 0.3);

    private final List<SpeechChunk> heard = new ArrayList<>();

    private static Narrator narrator(boolean eager) {
        return new Narrator("test", RATE, -20, eager);
    }

    private Pcm all() {
        return heard.stream().map(SpeechChunk::sound).reduce(Pcm::plus).orElseThrow();
    }

    /** Speech-like sound in pieces of 80 ms. */
    private static void talk(double seconds, double gain, Consumer<float[]> sound) {
        float[] x = Speakers.sample(seconds).samples();
        for (int at = 0; at < x.length; at += 1_920) {
            float[] piece = Arrays.copyOfRange(x, at, Math.min(x.length, at + 1_920));
            for (int i = 0; i < piece.length; i++) {
                piece[i] *= (float) gain;
            }
            sound.accept(piece);
        }
    }

    /** What engines give when they go wrong. */
    private enum Fault {
        NOT_A_NUMBER("no numbers", sound -> sound.accept(new float[] {0.1f, Float.NaN})),
        SILENCE("silence", sound -> sound.accept(new float[48_000])),
        LONG_SILENCE("long silence", sound -> {
            talk(1, 1, sound);
            sound.accept(new float[24_000 * 4]);
        }),
        CLIPPING("overdriven", sound -> talk(3, 50, clipped(sound))),
        NOISE("noise", sound -> {
            Random random = new Random(1);
            float[] x = new float[24_000 * 3];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (0.1 * random.nextGaussian());
            }
            sound.accept(x);
        }),
        ENDLESS("more sound", sound -> talk(20, 1, sound)),
        CUT_SHORT("less sound", sound -> talk(0.3, 1, sound));

        private final String words;
        private final Consumer<Consumer<float[]>> engine;

        Fault(String words, Consumer<Consumer<float[]>> engine) {
            this.words = words;
            this.engine = engine;
        }

        private static Consumer<float[]> clipped(Consumer<float[]> sound) {
            return samples -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = Math.clamp(samples[i], -1f, 1f);
                }
                sound.accept(samples);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTakeThatIsNoSpeechIsMadeAgainWithAnotherSeedThenDeclined(Fault fault) {
        List<Long> seeds = new ArrayList<>();
        narrator(false)
                .speak(
                        List.of(HELLO),
                        5,
                        (passage, seed, sound) -> {
                            seeds.add(seed);
                            if (seeds.size() == 1) {
                                fault.engine.accept(sound);
                            } else {
                                talk(2.5, 1, sound);
                            }
                        },
                        heard::add);
        assertThat(seeds).hasSize(2).doesNotHaveDuplicates();
        assertThat(all().seconds()).isBetween(2.4, 3.2);

        heard.clear();
        assertThatThrownBy(() -> narrator(false)
                        .speak(List.of(HELLO), 5, (passage, seed, sound) -> fault.engine.accept(sound), heard::add))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.getMessage()).contains(fault.words);
                });
        assertThat(heard).isEmpty();
    }

    @Test
    void theFirstPassageIsHeardWhileItIsMadeTheNextWhenItIsComplete() {
        List<Integer> chunksBefore = new ArrayList<>();
        narrator(true)
                .speak(
                        List.of(HELLO, HELLO),
                        5,
                        (passage, seed, sound) -> {
                            talk(1.5, 1, sound);
                            chunksBefore.add(heard.size());
                            talk(1, 1, sound);
                        },
                        heard::add);
        assertThat(chunksBefore.get(0)).isGreaterThan(4);
        assertThat(heard.size()).isGreaterThan(chunksBefore.get(1) + 1);
        assertThat(all().seconds()).isBetween(5.2, 5.7);
    }

    @Test
    void whatWasHandedOnIsNotMadeAgain() {
        int[] takes = {0};
        assertThatThrownBy(() -> narrator(true)
                        .speak(
                                List.of(HELLO),
                                5,
                                (passage, seed, sound) -> {
                                    takes[0]++;
                                    talk(1, 1, sound);
                                    throw new BadTakeException("nonsense");
                                },
                                heard::add))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("nonsense");
        assertThat(takes[0]).isEqualTo(1);
    }

    @Test
    void loudAndSoftEnginesAreEquallyLoudAndNothingIsClipped() {
        for (double gain : new double[] {0.15, 1, 1.5}) {
            heard.clear();
            narrator(false).speak(List.of(HELLO), 5, (passage, seed, sound) -> talk(3, gain, sound), heard::add);
            assertThat(Loudness.integrated(all())).isCloseTo(-20, within(1.0));
            assertThat(all().peak()).isLessThan(1);
        }
    }

    @Test
    void theLoudnessIsSoonRightWhenItIsHandedOnAtOnce() {
        narrator(true).speak(List.of(HELLO), 5, (passage, seed, sound) -> talk(4, 0.3, sound), heard::add);
        assertThat(Loudness.integrated(all().slice(48_000, 96_000))).isCloseTo(-20, within(1.0));
    }

    @Test
    void quietAroundPassagesIsCutAndGapsInsideAreShortened() {
        narrator(false)
                .speak(
                        List.of(HELLO, HELLO),
                        5,
                        (passage, seed, sound) -> {
                            sound.accept(new float[24_000]);
                            talk(1, 1, sound);
                            sound.accept(new float[48_000]);
                            talk(1, 1, sound);
                            sound.accept(new float[24_000]);
                        },
                        heard::add);
        // twice 2 s of speech with 0.7 s between, what is left around it, the pause and the end
        assertThat(all().seconds()).isCloseTo(2 * 2.7 + 0.3 + 0.25 + 0.2, within(0.15));
    }
}
