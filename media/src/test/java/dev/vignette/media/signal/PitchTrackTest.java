package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitchTrackTest {

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 44_100, 48_000})
    void followsAGlideAtAnyRate(int hertz) {
        PitchTrack track = PitchTrack.of(Tones.vowel(t -> 120 + 60 * t, 1.5, new SampleRate(hertz)));
        for (double t = 0.1; t < 1.4; t += 0.1) {
            assertThat(track.at(t)).isCloseTo(120 + 60 * t, within(0.02 * (120 + 60 * t)));
        }
        assertThat(track.median()).isCloseTo(165, within(3.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {70, 110, 196, 250, 330, 440})
    void isExactForSteadyVoices(double f0) {
        PitchTrack track = PitchTrack.of(Tones.vowel(t -> f0, 0.5, SampleRate.HZ_22050));
        assertThat(track.median()).isCloseTo(f0, within(0.005 * f0));
    }

    @Test
    void deviationIsThatOfLnF0() {
        PitchTrack track = PitchTrack.of(Tones.vowel(
                t -> 150 * Math.exp(0.2 * Math.sin(2 * Math.PI * t)), 3, SampleRate.HZ_16000));
        assertThat(track.deviation()).isCloseTo(0.2 / Math.sqrt(2), within(0.01));
    }

    @Test
    void framesFarBelowTheLoudestAreUnvoiced() {
        Pcm loud = Tones.vowel(t -> 150, 0.5, SampleRate.HZ_16000);
        float[] faint = loud.samples().clone();
        for (int i = 0; i < faint.length; i++) {
            faint[i] *= 0.003f;
        }
        PitchTrack track = PitchTrack.of(loud.plus(new Pcm(faint, loud.rate())));
        assertThat(track.at(0.25)).isPositive();
        assertThat(track.at(0.75)).isZero();
    }

    @Test
    void shortOctaveJumpsAreDroppedLongOnesStay() {
        double[] error = {100, 101, 100, 200, 201, 100, 99, 100};
        assertThat(PitchTrack.withoutJumps(error)).containsExactly(100, 101, 100, 0, 0, 100, 99, 100);
        double[] real = {100, 100, 100, 210, 210, 210, 210};
        assertThat(PitchTrack.withoutJumps(real)).containsExactly(real);
    }

    @Test
    void theMedianRemovesASingleOutlierAndKeepsGaps() {
        assertThat(PitchTrack.medians(new double[] {100, 101, 150, 102, 103, 0, 104}))
                .startsWith(101, Math.sqrt(101 * 102), 102)
                .contains(0.0);
    }

    @Test
    void silenceHasNoPitch() {
        PitchTrack track = PitchTrack.of(new Pcm(new float[8_000], SampleRate.HZ_16000));
        assertThat(track.voicedFrames()).isZero();
        assertThat(track.median()).isZero();
        assertThat(track.deviation()).isZero();
    }
}
