package dev.vignette.renderer.face.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MouthTrackTest {
    private static final FilmFormat FORMAT = FilmFormat.SQUARE;

    private static List<Mouth> mouths(SpeechChunk speech, FilmFormat format) {
        return AnimatorTest.animate(format, 1, List.of(speech)).stream()
                .map(Expression::mouth)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void openingFollowsTheSoundWithPhonemes(long seed) {
        follows(SyntheticSpeech.babble(SampleRate.HZ_22050, 24, seed).whole());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void openingFollowsTheSoundAlone(long seed) {
        follows(SyntheticSpeech.babble(SampleRate.HZ_24000, 24, seed).soundOnly());
    }

    private static void follows(SpeechChunk speech) {
        double[] opening =
                mouths(speech, FORMAT).stream().mapToDouble(Mouth::opening).toArray();
        double[] envelope = SyntheticSpeech.envelope(speech.sound(), 25, opening.length);
        assertThat(Signals.correlation(envelope, opening, 0)).isGreaterThan(0.6);
        assertThat(Signals.lag(envelope, opening, 4)).isBetween(-1, 1);
    }

    /** Whatever the tempo and wherever the frames fall. */
    @ParameterizedTest
    @CsvSource({
        "p, 0.03", "p, 0.05", "p, 0.07", "p, 0.12", "b, 0.03", "b, 0.07", "m, 0.04", "m, 0.07", "m, 0.15", "f, 0.03",
        "f, 0.07", "f, 0.12", "v, 0.04", "v, 0.07"
    })
    void lipsTouchForAFrame(String consonant, double duration) {
        for (int phase = 0; phase < 10; phase++) {
            SyntheticSpeech speech = new SyntheticSpeech(SampleRate.HZ_22050).pause(0.2 + 0.004 * phase);
            for (int i = 0; i < 8; i++) {
                speech.say("ɑː", duration, 1, false).say(consonant, duration, 1, false);
            }
            SpeechChunk chunk = speech.say("ɑː", duration, 1, false).pause(0.2).whole();
            List<Mouth> mouths = mouths(chunk, FORMAT);
            for (TimedPhoneme phoneme : chunk.phonemes()) {
                if (phoneme.ipa().equals(consonant)) {
                    // Frames whose picture is shown while the sound is heard, or the one before.
                    int first = (int) ((phoneme.start() - 0.04) * 25);
                    int last = (int) Math.ceil(phoneme.end() * 25);
                    boolean tucks = "fv".contains(consonant);
                    assertThat(mouths.subList(first, last))
                            .as("%s at %s s, phase %d", consonant, phoneme.start(), phase)
                            .anyMatch(mouth -> tucks
                                    ? mouth.lowerTuck() > 0.95 && mouth.opening() < 0.15
                                    : mouth.press() > 0.95 && mouth.opening() < 0.02);
                }
            }
        }
    }

    /** The vowels between the closures must still be seen at an ordinary tempo. */
    @ParameterizedTest
    @ValueSource(strings = {"p", "b", "m", "f"})
    void lipsPartBetweenClosures(String consonant) {
        SyntheticSpeech speech = new SyntheticSpeech(SampleRate.HZ_22050).pause(0.2);
        for (int i = 0; i < 6; i++) {
            speech.say(consonant, 0.07, 1, false).say("ɑː", 0.12, 1, false);
        }
        SpeechChunk chunk = speech.whole();
        List<Mouth> mouths = mouths(chunk, new FilmFormat(64, 64, 50));
        for (TimedPhoneme phoneme : chunk.phonemes()) {
            if (phoneme.ipa().equals("ɑː") && phoneme.end() < chunk.sound().seconds() - 0.05) {
                assertThat(mouths.subList((int) (phoneme.start() * 50), (int) (phoneme.end() * 50)))
                        .anyMatch(mouth -> mouth.opening() > 0.3);
            }
        }
    }

    /** A voice may count a stop from its burst; the lips then touch in the silence before. */
    @Test
    void aStopIsClosedBeforeItsBurst() {
        SyntheticSpeech speech =
                new SyntheticSpeech(SampleRate.HZ_22050).pause(0.2).say("ɑː", 0.2, 1, false);
        speech.pause(0.06).say("p", 0.03, 1, false).say("ɑː", 0.2, 1, false).pause(0.2);
        List<Mouth> mouths = mouths(speech.whole(), new FilmFormat(64, 64, 60));
        for (double seconds = 0.415; seconds < 0.45; seconds += 0.005) {
            assertThat(mouths.get((int) (seconds * 60)).opening()).isLessThan(0.05);
        }
    }

    @Test
    void shortVowelsReachLessThanLongOnes() {
        double shortest = widest(0.045);
        double middle = widest(0.07);
        double longest = widest(0.2);
        assertThat(shortest).isLessThan(0.6 * longest);
        assertThat(middle).isBetween(shortest, longest);
        double[] target =
                Gesture.of(new TimedPhoneme("ɑː", 0, 0.05, false)).getFirst().target();
        assertThat(target[MouthShape.JAW]).isCloseTo(0.6 * Viseme.AA.target().jaw(), within(1e-9));
    }

    private static double widest(double duration) {
        SyntheticSpeech speech =
                new SyntheticSpeech(SampleRate.HZ_22050).pause(0.2).say("k", 0.08, 1, false);
        speech.say("ɑː", duration, 1, false).say("k", 0.08, 1, false).pause(0.3);
        return mouths(speech.whole(), new FilmFormat(64, 64, 60)).stream()
                .mapToDouble(Mouth::jaw)
                .max()
                .orElseThrow();
    }

    /** Jaw and tongue cross their range in no less than 45 ms, lips that close in 33 ms. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingJumps(boolean phonemes) {
        double[] fastest = new double[MouthShape.SIZE];
        for (long seed = 0; seed < 10; seed++) {
            SyntheticSpeech babble = SyntheticSpeech.babble(SampleRate.HZ_22050, 30, seed);
            SpeechChunk speech = phonemes ? babble.whole() : babble.soundOnly();
            double[] before = MouthShape.of(Mouth.REST);
            before[MouthShape.SMILE] = 0.3;
            for (Mouth mouth : mouths(speech, new FilmFormat(64, 64, 60))) {
                double[] now = MouthShape.of(mouth);
                for (int i = 0; i < MouthShape.SIZE; i++) {
                    double range = i == MouthShape.WIDTH || i == MouthShape.SMILE ? 2 : 1;
                    fastest[i] = Math.max(fastest[i], Math.abs(now[i] - before[i]) * 60 / range);
                }
                before = now;
            }
        }
        for (int i = 0; i < MouthShape.SIZE; i++) {
            double limit = i == MouthShape.PRESS || i == MouthShape.LOWER_TUCK ? 30.5 : 22;
            assertThat(fastest[i]).as("parameter %d", i).isLessThan(limit);
        }
    }

    @Test
    void hissesShowTeethAndHideTheOpening() {
        SyntheticSpeech speech = new SyntheticSpeech(SampleRate.HZ_22050).pause(0.2);
        speech.say("ɑː", 0.2, 1, false)
                .say("s", 0.2, 1, false)
                .say("ɑː", 0.2, 1, false)
                .pause(0.2);
        for (SpeechChunk chunk : List.of(speech.whole(), speech.soundOnly())) {
            Mouth vowel = mouths(chunk, FORMAT).get((int) (0.3 * 25));
            Mouth hiss = mouths(chunk, FORMAT).get((int) (0.5 * 25));
            assertThat(hiss.teeth()).isGreaterThan(vowel.teeth());
            assertThat(hiss.jaw()).isLessThan(0.4 * vowel.jaw());
        }
    }

    @Test
    void soundAloneTellsRoundFromSpread() {
        SyntheticSpeech speech = new SyntheticSpeech(SampleRate.HZ_22050).pause(0.1);
        SpeechChunk chunk = speech.say("uː", 0.3, 1, false)
                .say("iː", 0.3, 1, false)
                .pause(0.2)
                .soundOnly();
        Mouth round = mouths(chunk, FORMAT).get((int) (0.25 * 25));
        Mouth spread = mouths(chunk, FORMAT).get((int) (0.55 * 25));
        assertThat(round.rounding()).isGreaterThan(spread.rounding() + 0.2);
        assertThat(round.width()).isLessThan(spread.width() - 0.2);
    }

    @Test
    void silenceRestsAndSmiles() {
        SpeechChunk silence = new SyntheticSpeech(SampleRate.HZ_22050).pause(1).whole();
        for (Mouth mouth : mouths(silence, FORMAT)) {
            assertThat(mouth.opening()).isLessThan(0.01);
            assertThat(mouth.smile()).isBetween(0.15, 0.45);
        }
        List<Mouth> speaking =
                mouths(SyntheticSpeech.babble(SampleRate.HZ_22050, 8, 1).whole(), FORMAT);
        // Half of what silence shows.
        assertThat(speaking.stream().mapToDouble(Mouth::smile).min().orElseThrow())
                .isLessThan(0.16);
    }
}
