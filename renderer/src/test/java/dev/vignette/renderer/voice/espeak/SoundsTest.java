package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** espeak-ng's phoneme times against what is in the samples. */
class SoundsTest {
    private static EspeakProcess process;

    @BeforeAll
    static void open() {
        process = new EspeakProcess(EspeakInstallation.LIBRARIES, Duration.ofSeconds(20));
    }

    @AfterAll
    static void close() {
        process.close();
    }

    private static Utterance say(String voice, String text) {
        return process.speak(new Utterance.Request(voice, 160, 50, 50, text));
    }

    private static double level(Pcm sound, double from, double to) {
        int hertz = sound.rate().hertz();
        return Levels.decibels(
                Levels.rms(sound.samples(), (int) Math.round(from * hertz), (int) Math.round(to * hertz)));
    }

    /** Where the level first rises above {@code gate} after {@code from}, seconds, in steps of 1 ms. */
    private static double onset(Pcm sound, double from, double gate) {
        for (double t = from; t < sound.seconds(); t += 0.001) {
            if (level(sound, t, t + 0.002) > gate) {
                return t;
            }
        }
        return Double.NaN;
    }

    /** Going back from inside a vowel to where its level falls by 15 dB. */
    private static double voiceOnset(Pcm sound, double inside) {
        double loud = level(sound, inside - 0.015, inside + 0.015);
        double t = inside;
        while (t > 0 && level(sound, t - 0.006, t) > loud - 15) {
            t -= 0.001;
        }
        return t;
    }

    /** Mean over 1 ms: the noise of bursts and of breath goes, the voice stays. */
    private static Pcm smooth(Pcm sound) {
        float[] x = sound.samples();
        float[] y = new float[x.length];
        for (int i = 11; i < x.length - 11; i++) {
            for (int k = -11; k < 11; k++) {
                y[i] += x[i + k] / 22;
            }
        }
        return new Pcm(y, sound.rate());
    }

    @ParameterizedTest
    @CsvSource({
        "en-us+woman, a papa in a taxi, æ|ɑː|ɑ|a",
        "es+woman, la patata tapada, a",
        "cmn-latn-pinyin+woman, ta1 ba4 ba5 chi1 ka3 ta4, a|ɑ"
    })
    void vowelsAreLoudAndBeginWhereTheyAreSaidTo(String voice, String text, String vowels) {
        Utterance utterance = say(voice, text);
        List<TimedPhoneme> sounds = Sounds.of(utterance);
        int tried = 0;
        for (int i = 1; i < sounds.size(); i++) {
            TimedPhoneme before = sounds.get(i - 1);
            TimedPhoneme vowel = sounds.get(i);
            // After a voiceless stop the vowel's energy sets in from near silence: that is to be seen.
            if (!List.of("p", "t", "k", "pʰ", "tʰ", "kʰ").contains(before.ipa())
                    || !vowel.ipa().matches(".*(" + vowels + ").*")) {
                continue;
            }
            double onset = voiceOnset(
                    smooth(utterance.sound()), vowel.start() + Math.min(0.04, (vowel.end() - vowel.start()) / 2));
            assertThat(onset).as(before + " → " + vowel).isCloseTo(vowel.start(), within(0.015));
            tried++;
        }
        assertThat(tried).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theClosureOfAStopIsSilentUntilItsRelease() {
        Utterance utterance = say("es+woman", "la patata");
        for (TimedPhoneme stop : Sounds.of(utterance)) {
            if (stop.ipa().equals("t")) {
                double release = onset(utterance.sound(), stop.start() - 0.03, -45);
                assertThat(release).isCloseTo(stop.start(), within(0.015));
            }
        }
    }

    @Test
    void soundsDoNotOverlapAndLeaveNoHoleWithinAWord() {
        List<TimedPhoneme> sounds = Sounds.of(say("en-us+man", "marmalade"));
        for (int i = 1; i < sounds.size(); i++) {
            assertThat(sounds.get(i).start()).isCloseTo(sounds.get(i - 1).end(), within(1e-6));
        }
    }

    @Test
    void namesOfEspeakBecomeIpa() {
        assertThat(Sounds.ipa("ts.h")).isEqualTo("ʈʂʰ");
        assertThat(Sounds.ipa("o-")).isEqualTo("ɤ");
        assertThat(Sounds.ipa("ˈoʊ")).isEqualTo("oʊ");
        assertThat(Sounds.ipa("iː")).isEqualTo("iː");
    }
}
