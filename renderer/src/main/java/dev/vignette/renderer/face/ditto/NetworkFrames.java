package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.ditto.drive.KeyPoints;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.FeatherMask;
import dev.vignette.renderer.face.ditto.picture.PasteBack;
import dev.vignette.renderer.face.ditto.source.Source;
import java.util.ArrayDeque;
import java.util.Deque;

/** One film's frames out of the shared queue, pasted back on the thread that takes them. */
final class NetworkFrames implements FilmFrames {
    private static final int SIDE = 512;
    private static final int PLANE = SIDE * SIDE;
    /** Crops that are shown smaller than this are halved before they are pasted, lest fine structure flickers. */
    private static final double HALVE_BELOW = 0.6;

    private final Footage footage;
    private final FilmFormat format;
    private final Framing first;
    private final FrameQueue.Lane lane;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final Frame frame;
    private int[] rgb = {};
    private int lastAsked = -1;
    private float[] from = {};
    private int lastPasted = -1;
    private Framing framing;
    private PasteBack paste;

    private record Asked(int shot, FrameRequest request) {}

    NetworkFrames(Footage footage, FilmFormat format, FrameQueue.Lane lane) {
        this.footage = footage;
        this.format = format;
        this.lane = lane;
        first = Framing.of(footage.first(), format);
        frame = Frame.allocate(format.width(), format.height());
        framing = first;
        paste = show(0);
    }

    /** Makes ready for pasting on a picture of the footage. */
    private PasteBack show(int shot) {
        if (shot != lastPasted) {
            framing = shot == 0 ? first : first.same(footage.shots().get(shot), format);
            boolean halved = halved();
            int side = halved ? SIDE / 2 : SIDE;
            // The middle of a halved crop's pixel lies between two of the whole one's.
            Affine map = halved ? Affine.scaling(2, 0.5, 0.5).then(framing.crop()) : framing.crop();
            paste = new PasteBack(framing.background(), FeatherMask.square(side), side, map);
            rgb = framing.background().packed();
            lastPasted = shot;
        }
        return paste;
    }

    private boolean halved() {
        return framing.crop().scale() < HALVE_BELOW;
    }

    @Override
    public void ask(int shot, float[] points) {
        Source source = footage.shots().get(shot);
        if (shot != lastAsked) {
            from = KeyPoints.of(source.motion());
            lastAsked = shot;
        }
        FrameRequest request = new FrameRequest(source, from, points);
        if (!lane.add(request)) {
            request.failed(closed());
        }
        asked.add(new Asked(shot, request));
    }

    static RenderException closed() {
        return new RenderException(Reason.CANCELLED, "The film was cancelled: the face was closed.");
    }

    @Override
    public int waiting() {
        return asked.size();
    }

    @Override
    public boolean ready() {
        return !asked.isEmpty() && asked.getFirst().request.ready();
    }

    @Override
    public Frame take() throws InterruptedException {
        Asked next = asked.getFirst();
        float[] image = next.request.image();
        asked.removeFirst();
        PasteBack onto = show(next.shot);
        onto.paste(halved() ? halved(image) : levels(image), rgb);
        RgbToYuv.convert(rgb, frame);
        return frame;
    }

    private static float[] levels(float[] image) {
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.clamp(image[i], 0f, 1f) * 255;
        }
        return image;
    }

    private static float[] halved(float[] image) {
        float[] small = new float[image.length / 4];
        for (int row = 0; row < small.length / (SIDE / 2); row++) {
            int channel = row / (SIDE / 2);
            int at = channel * PLANE + 2 * (row % (SIDE / 2)) * SIDE;
            for (int x = 0; x < SIDE / 2; x++, at += 2) {
                small[row * (SIDE / 2) + x] = (Math.clamp(image[at], 0f, 1f)
                                + Math.clamp(image[at + 1], 0f, 1f)
                                + Math.clamp(image[at + SIDE], 0f, 1f)
                                + Math.clamp(image[at + SIDE + 1], 0f, 1f))
                        * (255 / 4f);
            }
        }
        return small;
    }

    @Override
    public void close() {
        lane.leave();
        asked.forEach(one -> one.request.cancel());
        asked.clear();
    }
}
