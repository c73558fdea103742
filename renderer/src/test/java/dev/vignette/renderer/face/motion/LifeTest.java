package dev.vignette.renderer.face.motion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.face.motion.Expression.Eyes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Eyes, brows, head and breath over minutes. */
class LifeTest {
    private static final double STEP = 0.005;

    @Test
    void blinksComeAndLastAsBlinksDo() {
        List<Double> starts = new ArrayList<>();
        double closedLongest = 0;
        for (long seed = 0; seed < 20; seed++) {
            EyeTrack eyes = new EyeTrack(new SplittableRandom(seed));
            double started = Double.NaN;
            for (double seconds = 0; seconds < 120; seconds += STEP) {
                double lid = eyes.at(seconds).leftLid();
                if (lid > 0 && Double.isNaN(started)) {
                    started = seconds;
                    starts.add(seconds + 1_000 * seed);
                } else if (lid == 0 && !Double.isNaN(started)) {
                    closedLongest = Math.max(closedLongest, seconds - started);
                    started = Double.NaN;
                }
            }
        }
        double perMinute = starts.size() / 40.0;
        assertThat(perMinute).isBetween(14.0, 26.0);
        assertThat(closedLongest).isBetween(0.3, 0.34);
        int doubles = 0;
        for (int i = 1; i < starts.size(); i++) {
            double interval = starts.get(i) - starts.get(i - 1);
            if (interval < 0.5) {
                doubles++;
            } else if (interval < 500) {
                assertThat(interval).isBetween(1.5, 6.1);
            }
        }
        assertThat(doubles / (double) starts.size()).isBetween(0.05, 0.2);
    }

    @Test
    void aPhraseEndInvitesABlink() {
        int blinks = 0;
        for (long seed = 0; seed < 400; seed++) {
            EyeTrack eyes = new EyeTrack(new SplittableRandom(seed));
            double end = 2.5 + seed * 0.01;
            eyes.at(end - 0.02);
            eyes.perceive(new Cue.PhraseEnd(end));
            for (double seconds = end; seconds < end + 0.3; seconds += STEP) {
                if (eyes.at(seconds).leftLid() > 0.9) {
                    blinks++;
                    break;
                }
            }
        }
        // About one in ten would by chance.
        assertThat(blinks).isBetween(100, 300);
    }

    @Test
    void theGazeRestsMostlyOnTheViewer() {
        int atViewer = 0;
        int all = 0;
        for (long seed = 0; seed < 20; seed++) {
            EyeTrack eyes = new EyeTrack(new SplittableRandom(seed));
            Eyes before = eyes.at(0);
            for (double seconds = 0; seconds < 60; seconds += STEP) {
                Eyes now = eyes.at(seconds);
                atViewer += Math.hypot(now.gazeX(), now.gazeY()) < 1.2 ? 1 : 0;
                all++;
                double moved = Math.hypot(now.gazeX() - before.gazeX(), now.gazeY() - before.gazeY());
                assertThat(moved).isLessThan(0.75);
                before = now;
            }
        }
        assertThat(atViewer / (double) all).isBetween(0.68, 0.82);
    }

    @Test
    void theHeadStaysWithinThreeDegreesAndNods() {
        HeadTrack nodding = new HeadTrack(new SplittableRandom(5));
        HeadTrack calm = new HeadTrack(new SplittableRandom(5));
        double deepest = 0;
        for (int i = 0; i < 12_000; i++) {
            double seconds = i * STEP;
            if (i % 200 == 0) {
                nodding.perceive(new Cue.Emphasis(seconds + Prosody.AHEAD, 1));
            }
            Expression.HeadPose pose = nodding.at(seconds);
            assertThat(Math.abs(pose.yaw())).isLessThanOrEqualTo(3);
            assertThat(Math.abs(pose.pitch())).isLessThanOrEqualTo(3);
            assertThat(Math.abs(pose.roll())).isLessThanOrEqualTo(3);
            deepest = Math.max(deepest, pose.pitch() - calm.at(seconds).pitch());
        }
        assertThat(deepest).isBetween(1.0, 2.0);
    }

    @Test
    void stressMovesBrowsAndHeadAndSeedsDiffer() {
        var speech = List.of(SyntheticSpeech.babble(SampleRate.HZ_22050, 40, 3).whole());
        List<Expression> one = AnimatorTest.animate(FilmFormat.SQUARE, 1, speech);
        assertThat(one.stream().mapToDouble(Expression::brows).max().orElseThrow())
                .isGreaterThan(0.3);
        assertThat(one.stream().filter(expression -> expression.brows() < 0.15).count())
                .isGreaterThan(one.size() / 2);
        List<Expression> two = AnimatorTest.animate(FilmFormat.SQUARE, 2, speech);
        assertThat(two).hasSameSizeAs(one).isNotEqualTo(one);
        for (int i = 0; i < one.size(); i++) {
            // What is said does not depend on chance.
            assertThat(two.get(i).mouth()).isEqualTo(one.get(i).mouth());
        }
    }

    @Test
    void breathesFifteenTimesAMinute() {
        var silence = List.of(new SyntheticSpeech(SampleRate.HZ_16000).pause(60).whole());
        int breaths = 0;
        double before = 0;
        for (Expression expression : AnimatorTest.animate(FilmFormat.SQUARE, 1, silence)) {
            breaths += before <= 0 && expression.breath() > 0 ? 1 : 0;
            before = expression.breath();
        }
        assertThat(breaths).isBetween(14, 16);
    }
}
