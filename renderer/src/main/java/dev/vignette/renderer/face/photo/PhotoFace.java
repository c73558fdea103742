package dev.vignette.renderer.face.photo;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.avatar.Look.Photograph;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceCapabilities;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.motion.DirectedPortrayal;
import dev.vignette.renderer.face.motion.Painters;
import dev.vignette.renderer.face.motion.PortrayalCache;
import java.awt.image.BufferedImage;

/**
 * Shows any photograph of a person speaking, without models: OpenCV finds the face, a triangle mesh moves lips, jaw, lids,
 * brows and head by small amounts, and what the picture does not show (the inside of the mouth, closed lids) is painted in
 * the picture's own light. Pictures with a closed mouth work best; where teeth are seen they stay, and the jaw moves below
 * them.
 *
 * <p>Safe to use from several threads. The first film of a photograph measures and meshes it (about half a second);
 * the last {@value #PORTRAITS} are kept in memory, some 8 MB each.
 */
public final class PhotoFace implements Face {
    private static final EngineName ENGINE = new EngineName("photo-warp", "1");
    private static final FaceCapabilities CAPABILITIES =
            new FaceCapabilities(true, false, false, DirectedPortrayal.ASPECTS, false, "Apache-2.0");
    private static final int PORTRAITS = 12;
    private static final int BLANK = 160;

    private final Painters painters;
    private final PortrayalCache<Key, PhotoPortrayal> portraits = new PortrayalCache<>(PORTRAITS);

    private record Key(String hash, FilmFormat format) {}

    /** With a painter to each processor. */
    public PhotoFace() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** @param painters frames of a film painted at once, ≥ 1 */
    public PhotoFace(int painters) {
        this.painters = new Painters("photo", painters);
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
        return avatar.look() instanceof Photograph;
    }

    /**
     * @throws RenderException {@link Reason#UNUSABLE_PORTRAIT} with advice if the photograph does not show exactly one
     *     upright face of 80 pixels or more, or is not a photograph at all
     */
    @Override
    public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
        return painters.perform(DirectedPortrayal.of(portrayal(avatar.look(), format), direction), format, seed);
    }

    private PhotoPortrayal portrayal(Look look, FilmFormat format) {
        if (!(look instanceof Photograph photograph)) {
            throw new RenderException(
                    Reason.UNUSABLE_PORTRAIT,
                    "This face shows photographs only; choose the sketch face for a drawing.");
        }
        return portraits.get(
                new Key(photograph.hash(), format),
                () -> new PhotoPortrayal(photograph.picture(), FaceFinder.find(photograph.picture()), format));
    }

    /** Loads OpenCV and its cascades, two seconds and more, by a search in a picture without a face. */
    @Override
    public void warmUp() {
        try {
            FaceFinder.find(new BufferedImage(BLANK, BLANK, BufferedImage.TYPE_INT_RGB));
        } catch (RenderException nobody) {
            if (nobody.reason() != Reason.UNUSABLE_PORTRAIT) {
                throw nobody;
            }
        }
    }

    /** Forgets all prepared portraits; films that are being made go on, painted by their own threads. */
    @Override
    public void close() {
        painters.close();
        portraits.clear();
    }
}
