package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.CardException;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceCapabilities;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.motion.DirectedPortrayal;
import dev.vignette.renderer.face.motion.Painters;
import dev.vignette.renderer.face.motion.PortrayalCache;
import java.util.Map;

/**
 * Shows avatars that are drawn: no model, no GPU, the same pixels on every machine. Every film paints several frames at
 * once on one pool of threads that all films share. The last {@value #PORTRAYALS} drawings are kept prepared, one and a half megabytes each.
 */
public final class SketchFace implements Face {
    private static final EngineName ENGINE = new EngineName("sketch", "2");
    private static final FaceCapabilities CAPABILITIES =
            new FaceCapabilities(false, true, false, DirectedPortrayal.ASPECTS, false, "Apache-2.0");
    private static final int PORTRAYALS = 12;

    private final Painters painters;
    private final PortrayalCache<Key, SketchPortrayal> portrayals = new PortrayalCache<>(PORTRAYALS);

    private record Key(Map<String, Object> rig, FilmFormat format) {}

    /** With a painter to each processor. */
    public SketchFace() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** @param painters frames painted at once, ≥ 1 */
    public SketchFace(int painters) {
        this.painters = new Painters("sketch", painters);
    }

    @Override
    public EngineName engine() {
        return ENGINE;
    }

    @Override
    public FaceCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean shows(Avatar avatar) {
        return avatar.look() instanceof Look.Drawing;
    }

    @Override
    public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
        if (!(avatar.look() instanceof Look.Drawing(var fields))) {
            throw new RenderException(
                    RenderException.Reason.UNUSABLE_PORTRAIT,
                    "The drawn face can only show avatars that are drawn; a photograph needs another face.");
        }
        try {
            SketchPortrayal portrayal = portrayals.get(
                    new Key(fields, format),
                    () -> new SketchPortrayal(
                            RigReader.read("The card of avatar \"" + avatar.id() + "\"", fields), format));
            return painters.perform(DirectedPortrayal.of(portrayal, direction), format, seed);
        } catch (CardException e) {
            throw new RenderException(RenderException.Reason.UNUSABLE_PORTRAIT, e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        painters.close();
        portrayals.clear();
    }
}
