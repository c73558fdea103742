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

/**
 * Registers a portrait: finds the face, its landmarks, its appearance and its motion at rest. Faces are found by MediaPipe's
 * networks, or by InsightFace's where their terms were accepted. Safe to use from any thread.
 */
public final class Registration {
    /** Beyond this the far half of the face is not seen well enough to be moved. */
    static final float MOST_YAW = 45;

    /** Smaller faces come out blurred. */
    static final double LEAST_SIDE = 64;

    /** Logit of the mesh network below which what it was shown is no face that it can see whole. */
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
        RgbPicture picture = WorkingSize.of(original.width(), original.height(), rules.longestSide())
                .apply(original);
        Outline outline = insightFace ? byInsightFace(picture) : byMediaPipe(picture);
        float[] points = points203(picture, outline);
        SimilarityCrop crop = SimilarityCrop.of(points, LandmarkSet.POINTS_203, rules.crop());
        if (crop.size() / rules.scale() < LEAST_SIDE) {
            throw unusable("The face in the picture is only " + Math.round(crop.size() / rules.scale())
                    + " pixels wide; send one where it is at least " + Math.round(LEAST_SIDE) + " pixels wide.");
        }
        RgbPicture cut = crop.cut(picture);
        float[] input = AreaHalving.halve(cut).planes(1 / 255f, 0);
        MotionRecord motion = motion(networks.run(DittoNetwork.MOTION_EXTRACTOR, input));
        if (Math.abs(PoseBins.degrees(motion.yaw())) > MOST_YAW) {
            throw unusable("The face in the picture is seen from the side; send one that looks at the camera.");
        }
        float[] appearance = output(networks.run(DittoNetwork.APPEARANCE_EXTRACTOR, input), "pred");
        return new Source(picture, crop.toPicture(), points, appearance, motion, eyes(cut), outline.faces);
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
                    output(outputs, "scores" + (level + 1)),
                    output(outputs, "boxes" + (level + 1))));
        }
        List<Box> faces = ScrfdBoxes.suppressed(
                all.stream().map(box -> box.scaled(1 / letterbox.scale())).toList());
        Box largest = faces.stream().max(Comparator.comparingDouble(Box::area)).orElseThrow(Registration::noFace);
        Affine cut = Landmark106Cut.of(largest);
        RgbPicture face = AffineWarp.warp(picture, cut, Landmark106Cut.SIDE, Landmark106Cut.SIDE);
        float[] raw = output(networks.run(DittoNetwork.LANDMARK106, face.planesBgr(1, 0)), "fc1");
        return new Outline(Landmark106Cut.points(raw, cut), LandmarkSet.POINTS_106, faces.size());
    }

    private float[] points203(RgbPicture picture, Outline outline) {
        SimilarityCrop crop = SimilarityCrop.of(outline.points, outline.set, SimilarityCrop.Rule.LANDMARKS);
        float[] input = crop.cut(picture).planes(1 / 255f, 0);
        float[] points = output(networks.run(DittoNetwork.LANDMARK203, input), "landmarks")
                .clone();
        for (int i = 0; i < points.length; i++) {
            points[i] *= crop.side();
        }
        return crop.toPicture().map(points);
    }

    /** The 478 points in pixels of the picture. */
    private float[] mesh(RgbPicture picture, MeshRegion region) {
        Map<String, float[]> outputs =
                networks.run(DittoNetwork.FACE_MESH, region.cut(picture).interleaved(1 / 255f, 0));
        float[] points = output(outputs, "Identity");
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
            throw noFace();
        }
        FaceSearch.Found first = faces.getFirst();
        float[] points = mesh(cut, MeshRegion.of(first.box(), first.eyes(), 1, 1));
        for (int i = 0; i < points.length; i++) {
            points[i] /= cut.width();
        }
        return EyeState.of(points);
    }

    private static MotionRecord motion(Map<String, float[]> outputs) {
        return new MotionRecord(
                output(outputs, "scale")[0],
                output(outputs, "pitch"),
                output(outputs, "yaw"),
                output(outputs, "roll"),
                output(outputs, "t"),
                output(outputs, "exp"),
                output(outputs, "kp"));
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        float[] values = outputs.get(name);
        if (values == null) {
            throw new RenderException(
                    Reason.ENGINE_FAILED, "A network of Ditto has no output " + name + "; pull the model again.");
        }
        return values;
    }

    private static RenderException noFace() {
        return unusable("No face was found in the picture; send a photograph of one person looking at the camera.");
    }

    private static RenderException unusable(String message) {
        return new RenderException(Reason.UNUSABLE_PORTRAIT, message);
    }
}
