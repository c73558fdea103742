package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.ditto.config.DittoConfiguration;
import dev.vignette.renderer.face.ditto.drive.BlinkSchedule;
import dev.vignette.renderer.face.ditto.drive.Gains;
import dev.vignette.renderer.face.ditto.drive.Retarget;
import dev.vignette.renderer.face.ditto.motion.Condition;
import dev.vignette.renderer.face.ditto.motion.MersenneTwister;
import dev.vignette.renderer.face.ditto.motion.MotionVector;
import dev.vignette.renderer.face.ditto.motion.StreamingMotion;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.face.ditto.source.EyeState;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import dev.vignette.renderer.face.ditto.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How one film goes: the configuration, who is shown and what is asked for, put together. Used by one thread.
 *
 * @param seed of blinks and of the motion's noise
 */
record FilmPlan(DittoConfiguration configuration, Footage footage, Direction direction, SplittableRandom seed) {
    private static final int SHORTEST_GAP = 60;
    private static final int LONGEST_GAP = 100;

    FilmPlan(DittoConfiguration configuration, Footage footage, Direction direction, long seed) {
        this(configuration, footage, direction, new SplittableRandom(seed));
    }

    /** @param silence features of a window of silence, which every film warms up on */
    SpeechMotion motion(Backend backend, float[][] silence) {
        WindowModel model = backend.motion(configuration.steps(), new MersenneTwister((int) seed.nextLong()));
        Condition condition = condition();
        int overlap = configuration.fusion().overlap();
        List<float[]> warmUp = new ArrayList<>(overlap);
        for (int i = 0; i < overlap; i++) {
            warmUp.add(condition.row(silence[i % silence.length], i - overlap));
        }
        DittoConfiguration.Person person = configuration.person();
        MotionRecord rest = person == null ? footage.first().motion() : person.motion();
        var motion = new StreamingMotion(
                model, configuration.fusion(), configuration.limits(), MotionVector.of(rest), warmUp);
        return new SpeechMotion(backend::encode, condition, motion);
    }

    private Condition condition() {
        List<float[]> moods = directed().moods(configuration.moods());
        DittoConfiguration.Person person = configuration.person();
        if (person != null) {
            return new Condition(
                    moods, List.of(person.eyes().open()), List.of(person.eyes().ball()), person.keyPoints());
        }
        List<EyeState> eyes = footage.shots().stream().map(Source::eyes).toList();
        if (configuration.footage().firstEyes()) {
            eyes = eyes.subList(0, 1);
        }
        return new Condition(
                moods,
                eyes.stream().map(EyeState::open).toList(),
                eyes.stream().map(EyeState::ball).toList(),
                footage.keyPoints());
    }

    Acting acting() {
        Gains gains = configuration.gains(footage.moving());
        DittoConfiguration.Person person = configuration.person();
        float scale = footage.first().motion().scale();
        if (person != null && person.motion().scale() != scale) {
            gains = gains.scaled(person.motion().scale() / scale);
        }
        var settings = new Retarget.Settings(
                gains.times(directed().headGain()),
                configuration.relative(),
                configuration.movesEyes(footage.moving()),
                configuration.blinks(),
                directed().fade());
        return new Acting(footage, settings, blinks(), directed().controls(configuration.turn()));
    }

    private Directed directed() {
        return new Directed(direction);
    }

    private BlinkSchedule blinks() {
        List<Integer> gaps = configuration.gaps();
        if (!direction.blinks() || gaps.equals(List.of(-1))) {
            return BlinkSchedule.never();
        }
        return gaps.isEmpty()
                ? BlinkSchedule.random(BlinkSchedule.UNKNOWN, () -> seed.nextInt(SHORTEST_GAP, LONGEST_GAP + 1))
                : BlinkSchedule.of(BlinkSchedule.UNKNOWN, gaps);
    }
}
