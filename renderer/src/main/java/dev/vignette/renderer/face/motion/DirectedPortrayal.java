package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.direction.Aspect;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.HeadAngles;
import dev.vignette.renderer.face.motion.Expression.Eyes;
import dev.vignette.renderer.face.motion.Expression.HeadPose;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.util.EnumSet;
import java.util.Set;

/** A portrayal of somebody who was told where to look and how much to move. Immutable if the portrayal is. */
public final class DirectedPortrayal implements Portrayal {
    /** What a painted face follows. Turning the head would show a side of it that no picture has. */
    public static final Set<Aspect> ASPECTS =
            Set.copyOf(EnumSet.of(Aspect.GAZE, Aspect.HEAD_GAIN, Aspect.ARTICULATION, Aspect.BLINKS));

    /** Degrees by which eyes turn at most without the head: comfortable, not possible. */
    private static final double FARTHEST_ACROSS = 20;

    private static final double FARTHEST_DOWN = 14;

    /** Degrees by which a picture can be bent and still be a head. */
    private static final double FARTHEST_TURN = 12;

    private final Portrayal portrayal;
    private final Direction direction;

    private DirectedPortrayal(Portrayal portrayal, Direction direction) {
        this.portrayal = portrayal;
        this.direction = direction;
    }

    /** {@code portrayal} itself if nothing is asked for that it would follow. */
    public static Portrayal of(Portrayal portrayal, Direction direction) {
        Direction followed = direction.within(ASPECTS);
        return followed.equals(Direction.PLAIN) ? portrayal : new DirectedPortrayal(portrayal, followed);
    }

    @Override
    public Painter painter() {
        Painter painter = portrayal.painter();
        return (expression, frame) -> painter.paint(directed(expression), frame);
    }

    Expression directed(Expression free) {
        return new Expression(mouth(free.mouth()), eyes(free.eyes()), free.brows(), head(free.head()), free.breath());
    }

    private Mouth mouth(Mouth free) {
        double share = direction.articulation();
        Mouth rest = Mouth.REST;
        return new Mouth(
                mixed(free.jaw(), rest.jaw(), share),
                mixed(free.width(), rest.width(), share),
                mixed(free.rounding(), rest.rounding(), share),
                mixed(free.upperLip(), rest.upperLip(), share),
                mixed(free.lowerTuck(), rest.lowerTuck(), share),
                mixed(free.press(), rest.press(), share),
                mixed(free.teeth(), rest.teeth(), share),
                mixed(free.tongueUp(), rest.tongueUp(), share),
                mixed(free.tongueOut(), rest.tongueOut(), share),
                mixed(free.smile(), rest.smile(), share));
    }

    private static double mixed(double free, double rest, double share) {
        return rest + (free - rest) * share;
    }

    private Eyes eyes(Eyes free) {
        boolean blinks = direction.blinks();
        return new Eyes(
                blinks ? free.leftLid() : Eyes.OPEN.leftLid(),
                blinks ? free.rightLid() : Eyes.OPEN.rightLid(),
                Math.clamp(
                        free.gazeX() + direction.gaze().across() * FARTHEST_ACROSS, -FARTHEST_ACROSS, FARTHEST_ACROSS),
                Math.clamp(free.gazeY() + direction.gaze().down() * FARTHEST_DOWN, -FARTHEST_DOWN, FARTHEST_DOWN));
    }

    private HeadPose head(HeadPose free) {
        HeadAngles gain = direction.headGain();
        return new HeadPose(
                turned(free.yaw(), gain.yaw()), turned(free.pitch(), gain.pitch()), turned(free.roll(), gain.roll()));
    }

    private static double turned(double free, double gain) {
        return Math.clamp(free * gain, -FARTHEST_TURN, FARTHEST_TURN);
    }
}
