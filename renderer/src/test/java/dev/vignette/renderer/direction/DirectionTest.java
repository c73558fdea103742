package dev.vignette.renderer.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirectionTest {
    private static final Direction PLAIN = Direction.PLAIN;
    private static final Direction LIVELY = PLAIN.in(Emotion.SURPRISE, Emotion.HAPPY)
            .looking(new Gaze(0.5, -0.25))
            .headGain(HeadAngles.all(1.5));

    @Test
    void itKnowsWhatItAsksFor() {
        assertThat(PLAIN.asked()).isEmpty();
        assertThat(LIVELY.asked()).containsExactlyInAnyOrder(Aspect.EMOTION, Aspect.GAZE, Aspect.HEAD_GAIN);
        assertThat(LIVELY.looking(Gaze.AHEAD).asked()).doesNotContain(Aspect.GAZE);
        List<Direction> all = List.of(
                PLAIN.in(Emotion.SAD),
                PLAIN.looking(new Gaze(1, 0)),
                PLAIN.headGain(HeadAngles.all(0)),
                PLAIN.turned(new HeadAngles(0, 0, 5)),
                PLAIN.articulated(0.5),
                PLAIN.blinking(false),
                PLAIN.fading(new Fade(0, 0.2)));
        assertThat(all).flatExtracting(Direction::asked).containsExactly(Aspect.values());
    }

    @Test
    void aFaceIsGivenWhatItCanFollow() {
        Direction followed = LIVELY.within(Set.of(Aspect.GAZE, Aspect.BLINKS));
        assertThat(followed).isEqualTo(PLAIN.looking(new Gaze(0.5, -0.25)));
        assertThat(LIVELY.within(Set.of())).isEqualTo(PLAIN);
    }

    @Test
    void whatIsAskedForComesBeforeWhatIsUsual() {
        Direction usual = PLAIN.in(Emotion.SAD).blinking(false);
        assertThat(LIVELY.or(usual)).isEqualTo(LIVELY.blinking(false));
        assertThat(PLAIN.or(usual)).isEqualTo(usual);
    }

    @Test
    void equalDirectionsAreWrittenAlike() {
        assertThat(PLAIN).hasToString("");
        assertThat(LIVELY).hasToString("emotion=happy+surprise gaze=0.5,-0.25 head-gain=1.5,1.5,1.5");
        assertThat(PLAIN.in(Emotion.HAPPY, Emotion.SURPRISE)).hasToString("emotion=happy+surprise");
        assertThat(PLAIN.turned(new HeadAngles(-0.0, 1e-5, 10))).hasToString("head-turn=0,0.00001,10");
    }

    @Test
    void whatCannotBeIsSaidInASentence() {
        assertThatThrownBy(() -> new Gaze(0, 4))
                .hasMessage("The gaze takes numbers from -1 to 1 (across and down), not 4.");
        assertThatThrownBy(() -> PLAIN.headGain(HeadAngles.all(3.5)))
                .hasMessage("The gain of the head takes numbers from 0 to 3 (pitch, yaw and roll), not 3.5.");
        assertThatThrownBy(() -> PLAIN.turned(HeadAngles.all(Double.NaN)))
                .hasMessageContaining("degrees of pitch, yaw and roll")
                .hasMessageContaining("no number");
        assertThatThrownBy(() -> PLAIN.articulated(-1))
                .hasMessage("The articulation takes numbers from 0 to 1, not -1.");
        assertThatThrownBy(() -> new Fade(0, 2)).hasMessageContaining("seconds in and out");
        assertThatThrownBy(() -> Emotion.of("bored<script>"))
                .hasMessage(
                        "There is no emotion \"bored?script?\". Choose from: angry, disgust, fear, happy, neutral, sad,"
                                + " surprise, contempt.");
        assertThat(Emotion.of(" Happy ")).isEqualTo(Emotion.HAPPY);
    }
}
