package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.AffineWarp;
import dev.vignette.renderer.face.ditto.picture.AreaHalving;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.picture.WorkingSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers a portrait: finds the face, its landmarks, its appearance and its motion at rest. Faces are found by MediaPipe's
 * networks, or by InsightFace's where their terms were accepted. Safe to use from any thread.
 */
public final class Registration {
    /** Beyond this the far half of the face is not seen well enough to be moved. */
    static final float MOST_YAW = 45;

    /** Frames of a film that are registered: five seconds, some 200 MB of pictures. */
    static final int MOST_SHOTS = 125;

    /** Longest side of those, pixels. */
    private static final int MOVING_SIDE = 960;

    /** Smaller faces come out blurred. */
    static final double LEAST_SIDE = 64;

    /**
     * Logit of the mesh network below which what it was shown is no face that it can see whole: even chances, as MediaPipe's face
     * landmarker has it.
     */
    private static final float LEAST_PRESENCE = 0;

    private static final int MESH_NUMBERS = 478 * 3;

    private final DittoNetworks networks;
    private final SourceRules rules;
    private final boolean insightFace;
    private final FaceSearch search;

    /** @param insightFace whether InsightFace's detectors are used, which are for research only */
    public Registration(DittoNetworks networks, SourceRules rules, boolean insightFace) {
        this.networks = networks;
        this.rules = rules;
        this.insightFace = insightFace;
        search = new FaceSearch(networks);
    }

    @SuppressWarnings("ArrayRecordComponent") // On its way to the next step, never compared.
    private record Outline(float[] points, LandmarkSet set, int faces) {}

    /**
     * @throws RenderException {@link Reason#UNUSABLE_PORTRAIT}, with advice, if the picture does not show a face that can
     *     be moved
     */
    public Source register(RgbPicture original) {
        Seen seen = see(working(original, rules.longestSide()));
        return source(seen, Appearance.of(appearance(seen.input)));
    }

    /**
     * The frames of a film, as far as the face can be followed.
     *
     * @param shots whose motion is smoothed; their appearance is made whenever it is asked for
     * @param keyPoints 63 canonical coordinates of the first, as it was seen
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way to the film, never compared.
    public record Moving(List<Source> shots, float[] keyPoints) {}

    /**
     * Finds the face in the first picture and follows it from each to the next.
     *
     * @param originals of one size, 25 a second; {@value #MOST_SHOTS} are used at most
     * @param smoothing width of the mean filter over the motion, frames
     * @throws RenderException {@link Reason#UNUSABLE_PORTRAIT} if the first picture does not show a face that can be moved
     */
    public Moving register(List<RgbPicture> originals, int smoothing) {
        List<Seen> all = new ArrayList<>();
        for (RgbPicture original : originals.subList(0, Math.min(MOST_SHOTS, originals.size()))) {
            RgbPicture picture = working(original, Math.min(rules.longestSide(), MOVING_SIDE));
            if (all.isEmpty()) {
                all.add(see(picture));
                continue;
            }
            Seen last = all.getLast();
            Optional<Seen> next = followed(picture, last);
            if (next.isEmpty()) {
                break;
            }
            all.add(next.get());
        }
        MotionRecord[] motions =
                MotionRecord.smoothed(all.stream().map(Seen::motion).toArray(MotionRecord[]::new), smoothing);
        List<Source> shots = new ArrayList<>();
        for (int i = 0; i < motions.length; i++) {
            Seen seen = all.get(i).moving(motions[i]);
            shots.add(source(seen, () -> appearance(seen.input)));
        }
        return new Moving(shots, all.getFirst().motion().kp());
    }

    /** What was found in a picture, but for the appearance. */
    @SuppressWarnings("ArrayRecordComponent") // On its way to the next step, never compared.
    private record Seen(
            RgbPicture picture,
            Affine toPicture,
            float[] points,
            RgbPicture input,
            MotionRecord motion,
            EyeState eyes,
            int faces) {
        Seen moving(MotionRecord smoothed) {
            return new Seen(picture, toPicture, points, input, smoothed, eyes, faces);
        }
    }

    private static Source source(Seen seen, Appearance appearance) {
        return new Source(seen.picture, seen.toPicture, seen.points, appearance, seen.motion, seen.eyes, seen.faces);
    }

    private float[] appearance(RgbPicture input) {
        return networks.output(DittoNetwork.APPEARANCE_EXTRACTOR, "pred", input.planes(1 / 255f, 0));
    }

    private static RgbPicture working(RgbPicture original, int longest) {
        return WorkingSize.of(original.width(), original.height(), longest).apply(original);
    }

    private Seen see(RgbPicture picture) {
        Outline outline = insightFace ? byInsightFace(picture) : byMediaPipe(picture);
        float[] points = points203(picture, outline.points, outline.set);
        SimilarityCrop crop = SimilarityCrop.of(points, LandmarkSet.POINTS_203, rules.crop());
        requireLarge(crop);
        RgbPicture cut = crop.cut(picture);
        RgbPicture input = AreaHalving.halve(cut);
        MotionRecord motion = motion(input);
        if (Math.abs(PoseBins.degrees(motion.yaw())) > MOST_YAW) {
            throw unusable("The face in the picture is seen from the side; send one that looks at the camera.");
        }
        return new Seen(picture, crop.toPicture(), points, input, motion, eyes(cut), outline.faces);
    }

    private Optional<Seen> followed(RgbPicture picture, Seen last) {
        if (picture.width() != last.picture.width() || picture.height() != last.picture.height()) {
            throw unusable("The pictures of a film must all have one size.");
        }
        try {
            float[] points = points203(picture, last.points, LandmarkSet.POINTS_203);
            SimilarityCrop crop = SimilarityCrop.of(points, LandmarkSet.POINTS_203, rules.crop());
            requireLarge(crop);
            RgbPicture cut = crop.cut(picture);
            RgbPicture input = AreaHalving.halve(cut);
            MotionRecord motion = motion(input);
            if (Math.abs(PoseBins.degrees(motion.yaw())) > MOST_YAW) {
                return Optional.empty();
            }
            EyeState state = rules.eyesNeeded() ? eyes(cut) : last.eyes;
            return Optional.of(new Seen(picture, crop.toPicture(), points, input, motion, state, last.faces));
        } catch (RenderException e) {
            if (e.reason() == Reason.UNUSABLE_PORTRAIT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void requireLarge(SimilarityCrop crop) {
        if (crop.size() / rules.scale() < LEAST_SIDE) {
            throw unusable("The face in the picture is only " + Math.round(crop.size() / rules.scale())
                    + " pixels wide; send one where it is at least " + Math.round(LEAST_SIDE) + " pixels wide.");
        }
    }

    private Outline byMediaPipe(RgbPicture picture) {
        List<FaceSearch.Found> faces = search.find(picture);
        if (faces.isEmpty()) {
            throw noFace();
        }
        FaceSearch.Found largest = faces.getFirst();
        // The eyes come in pixels here, not in shares of the picture's sides.
        MeshRegion region = MeshRegion.of(largest.box(), largest.eyes(), 1, 1);
        return new Outline(MeshOutline.of(mesh(picture, region)), LandmarkSet.MESH_OUTLINE, faces.size());
    }

    private Outline byInsightFace(RgbPicture picture) {
        Letterbox letterbox = Letterbox.of(picture.width(), picture.height(), ScrfdBoxes.SIDE);
        // Blue first although the picture is red first: the published program swaps channels once too often.
        float[] input = letterbox.apply(picture, ScrfdBoxes.SIDE).planesBgr(1 / 128f, -127.5f / 128);
        Map<String, float[]> outputs = networks.run(DittoNetwork.INSIGHTFACE_DET, input);
        List<Box> all = new ArrayList<>();
        for (int level = 0; level < 3; level++) {
            all.addAll(ScrfdBoxes.decode(
                    ScrfdBoxes.STRIDES[level],
                    DittoNetworks.output(DittoNetwork.INSIGHTFACE_DET, outputs, "scores" + (level + 1)),
                    DittoNetworks.output(DittoNetwork.INSIGHTFACE_DET, outputs, "boxes" + (level + 1))));
        }
        List<Box> faces = ScrfdBoxes.suppressed(
                all.stream().map(box -> box.scaled(1 / letterbox.scale())).toList());
        Box largest = faces.stream().max(Comparator.comparingDouble(Box::area)).orElseThrow(Registration::noFace);
        Affine cut = Landmark106Cut.of(largest);
        RgbPicture face = AffineWarp.warp(picture, cut, Landmark106Cut.SIDE, Landmark106Cut.SIDE);
        float[] raw = networks.output(DittoNetwork.LANDMARK106, "fc1", face.planesBgr(1, 0));
        return new Outline(Landmark106Cut.points(raw, cut), LandmarkSet.POINTS_106, faces.size());
    }

    private float[] points203(RgbPicture picture, float[] outline, LandmarkSet set) {
        SimilarityCrop crop = SimilarityCrop.of(outline, set, SimilarityCrop.Rule.LANDMARKS);
        float[] input = crop.cut(picture).planes(1 / 255f, 0);
        float[] points = networks.output(DittoNetwork.LANDMARK203, "landmarks", input);
        for (int i = 0; i < points.length; i++) {
            points[i] *= crop.side();
        }
        return crop.toPicture().map(points);
    }

    /** The 478 points in pixels of the picture. */
    private float[] mesh(RgbPicture picture, MeshRegion region) {
        Map<String, float[]> outputs =
                networks.run(DittoNetwork.FACE_MESH, region.cut(picture).interleaved(1 / 255f, 0));
        float[] points = DittoNetworks.output(DittoNetwork.FACE_MESH, outputs, "Identity");
        if (points.length != MESH_NUMBERS) {
            throw new RenderException(
                    Reason.ENGINE_FAILED,
                    "The network Ditto face_mesh gave " + points.length + " numbers in Identity instead of "
                            + MESH_NUMBERS + "; pull the model again.");
        }
        float[] presence = outputs.get("Identity_1");
        if (presence != null && presence.length == 1 && presence[0] < LEAST_PRESENCE) {
            throw unusable("The face in the picture cannot be seen well: it may be covered, drawn or no human face; "
                    + "send a photograph of one person looking at the camera, with nothing before the mouth.");
        }
        return region.project(points);
    }

    private EyeState eyes(RgbPicture cut) {
        List<FaceSearch.Found> faces = search.in(cut, 0, 0, cut.width());
        if (faces.isEmpty()) {
            if (rules.eyesNeeded()) {
                throw noFace();
            }
            return new EyeState(new float[2], new float[6]);
        }
        FaceSearch.Found first = faces.getFirst();
        float[] points = mesh(cut, MeshRegion.of(first.box(), first.eyes(), 1, 1));
        for (int i = 0; i < points.length; i++) {
            points[i] /= cut.width();
        }
        return EyeState.of(points);
    }

    private MotionRecord motion(RgbPicture input) {
        return MotionRecord.of(networks, input.planes(1 / 255f, 0));
    }

    private static RenderException noFace() {
        return unusable("No face was found in the picture; send a photograph of one person looking at the camera.");
    }

    private static RenderException unusable(String message) {
        return new RenderException(Reason.UNUSABLE_PORTRAIT, message);
    }
}
