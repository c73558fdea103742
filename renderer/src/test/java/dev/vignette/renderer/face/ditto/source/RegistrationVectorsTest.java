package dev.vignette.renderer.face.ditto.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.Vectors;
import dev.vignette.renderer.face.ditto.picture.Affine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RegistrationVectorsTest {
    private static void assertAffine(Affine actual, JsonNode node, double relative, double pixels) {
        float[] m = Vectors.floats(node);
        double[] a = {actual.m00(), actual.m01(), actual.m02(), actual.m10(), actual.m11(), actual.m12()};
        for (int i = 0; i < 6; i++) {
            boolean shift = i % 3 == 2;
            assertThat(a[i]).as("number %s of %s", i, node).isCloseTo(m[i], within(shift ? pixels : relative));
        }
    }

    @Test
    void cropsFollowTheLandmarks() {
        Vectors.read("crop").get("cases").forEach(node -> {
            float[] points = Vectors.floats(node.get("landmarks"));
            LandmarkSet set = points.length == 406 ? LandmarkSet.POINTS_203 : LandmarkSet.POINTS_106;
            var rule = new SimilarityCrop.Rule(
                    node.get("dsize").asInt(),
                    node.get("scale").asDouble(),
                    node.get("vy_ratio").asDouble(),
                    node.get("do_rot").asBoolean());
            assertThat(set.eyes(points)[0]).isCloseTo(Vectors.floats(node.get("eye"))[0], within(1e-3f));
            assertThat(set.lips(points)[1]).isCloseTo(Vectors.floats(node.get("lip"))[1], within(1e-3f));
            SimilarityCrop crop = SimilarityCrop.of(points, set, rule);
            if (rule.turned()) {
                assertThat(crop.angle()).isCloseTo(node.get("angle_rad").asDouble(), within(1e-4));
            }
            assertThat(crop.centreX()).isCloseTo(node.get("center").get(0).asDouble(), within(1e-2));
            assertThat(crop.centreY()).isCloseTo(node.get("center").get(1).asDouble(), within(1e-2));
            assertThat(crop.size()).isCloseTo(node.get("size").asDouble(), within(1e-2));
            assertAffine(crop.toCrop(), node.get("M_o2c"), 1e-4, 1e-2);
            assertAffine(crop.toPicture(), node.get("M_c2o"), 1e-4, 1e-2);
        });
    }

    @Test
    void picturesAreLetterboxedForTheDetector() {
        Vectors.read("detector").get("letterbox").forEach(node -> {
            var box = Letterbox.of(node.get("w").asInt(), node.get("h").asInt(), 512);
            assertThat(box.width()).isEqualTo(node.get("new_w").asInt());
            assertThat(box.height()).isEqualTo(node.get("new_h").asInt());
            assertThat(box.scale()).isCloseTo(node.get("det_scale").asDouble(), within(1e-6));
        });
    }

    @Test
    void detectorCellsComeTwiceRowByRow() {
        JsonNode vectors = Vectors.read("detector");
        vectors.get("anchor_order_stride8").forEach(node -> {
            float[] scores = new float[8192];
            scores[node.get("index").asInt()] = 0.9f;
            Box box = ScrfdBoxes.decode(8, scores, new float[4 * 8192]).getFirst();
            assertThat(box.left()).isEqualTo((float) node.get("centre").get(0).asDouble());
            assertThat(box.top()).isEqualTo((float) node.get("centre").get(1).asDouble());
        });
        JsonNode decode = vectors.get("decode");
        int[] centre = Vectors.ints(decode.get("centre"));
        Box box = ScrfdBoxes.box(centre[0], centre[1], 16, Vectors.floats(decode.get("raw")), 0, 1);
        assertThat(new float[] {box.left(), box.top(), box.right(), box.bottom()})
                .containsExactly(Vectors.floats(decode.get("box")), within(1e-5f));
    }

    @Test
    void overlappingBoxesGiveWayToBetterOnes() {
        JsonNode nms = Vectors.read("detector").get("nms");
        List<Box> boxes = new ArrayList<>();
        nms.get("boxes").forEach(node -> {
            float[] b = Vectors.floats(node);
            boxes.add(new Box(b[0], b[1], b[2], b[3], b[4]));
        });
        assertThat(ScrfdBoxes.suppressed(boxes).stream().map(boxes::indexOf)).containsExactly(1, 2, 5);
    }

    @Test
    void the106PointsComeBackToThePicture() {
        Vectors.read("detector").get("landmark106").forEach(node -> {
            float[] b = Vectors.floats(node.get("bbox"));
            Affine cut = Landmark106Cut.of(new Box(b[0], b[1], b[2], b[3], 1));
            assertAffine(cut, node.get("M"), 1e-5, 1e-3);
            assertAffine(cut.inverse(), node.get("inverse"), 1e-5, 1e-3);
            float[] point = Landmark106Cut.points(Vectors.floats(node.get("net_point")), cut);
            assertThat(point).containsExactly(Vectors.floats(node.get("net_point_in_image")), within(1e-3f));
        });
    }

    @Test
    void logitsBecomeDegrees() {
        Vectors.read("bins_to_degree").get("cases").forEach(node -> {
            float[] logits = new float[PoseBins.BINS];
            if (node.has("c")) {
                for (int i = 0; i < logits.length; i++) {
                    double z = (i - node.get("c").asDouble()) / node.get("w").asDouble();
                    logits[i] = (float) (node.get("g").asDouble() * Math.exp(-z * z));
                }
            } else if (node.get("formula").asString().startsWith("logit=100")) {
                logits[40] = 100;
            }
            assertThat(PoseBins.degrees(logits))
                    .isCloseTo((float) node.get("degree").asDouble(), within(1e-4f));
        });
    }

    @Test
    void eyesAreMeasuredInTheMesh() {
        JsonNode vectors = Vectors.read("eye_info");
        float[] points = new float[478 * 3];
        vectors.get("landmarks").properties().forEach(entry -> {
            float[] p = Vectors.floats(entry.getValue());
            System.arraycopy(p, 0, points, 3 * Integer.parseInt(entry.getKey()), 3);
        });
        EyeState eyes = EyeState.of(points);
        assertThat(eyes.open()).containsExactly(Vectors.floats(vectors.get("eye_open")), within(1e-6f));
        assertThat(eyes.ball()).containsExactly(Vectors.floats(vectors.get("eye_ball")), within(1e-6f));
    }

    @Test
    void blazeFaceAnchorsLieInTheMiddleOfTheirCells() {
        Vectors.read("facemesh").get("anchors").properties().forEach(entry -> {
            int anchor = Integer.parseInt(entry.getKey());
            float[] centre = Vectors.floats(entry.getValue());
            assertThat(BlazeFaceBoxes.anchorX(anchor)).isEqualTo(centre[0]);
            assertThat(BlazeFaceBoxes.anchorY(anchor)).isEqualTo(centre[1]);
        });
    }

    @Test
    void theMeshRegionTurnsWithTheEyes() {
        JsonNode vectors = Vectors.read("facemesh");
        float[] b = Vectors.floats(vectors.get("roi").get("box"));
        float[] kp0 = Vectors.floats(vectors.get("roi").get("kp0"));
        float[] kp1 = Vectors.floats(vectors.get("roi").get("kp1"));
        float[] eyes = {kp0[0], kp0[1], kp1[0], kp1[1]};
        MeshRegion region = MeshRegion.of(new Box(b[0], b[1], b[2], b[3], 1), eyes, 512, 512);
        float[] roi = Vectors.floats(vectors.get("roi").get("roi_cx_cy_w_h_rad"));
        assertThat(region.centreX()).isEqualTo(roi[0]);
        assertThat(region.centreY()).isEqualTo(roi[1]);
        assertThat(region.side()).isEqualTo(roi[2]);
        assertThat(region.angle()).isCloseTo(roi[4], within(1e-6));
        assertAffine(region.toNetwork(), vectors.get("roi").get("homography_to_256"), 1e-4, 1e-3);
        vectors.get("project")
                .forEach(node -> assertThat(region.project(Vectors.floats(node.get("net"))))
                        .containsExactly(Vectors.floats(node.get("image")), within(1e-3f)));
    }

    @Test
    void facesFoundByBlazeFaceAreAveragedByScore() {
        float[] regressors = new float[BlazeFaceBoxes.ANCHORS * BlazeFaceBoxes.NUMBERS];
        float[] scores = new float[BlazeFaceBoxes.ANCHORS];
        Arrays.fill(scores, -100);
        // Two neighbours mean one face, a third elsewhere another.
        for (int anchor : new int[] {2 * (16 * 8 + 8), 2 * (16 * 8 + 9), 2 * (16 * 1 + 1)}) {
            scores[anchor] = anchor % 4 == 0 ? 2 : 1;
            regressors[anchor * 16 + 2] = 48;
            regressors[anchor * 16 + 3] = 48;
        }
        List<BlazeFaceBoxes.Face> faces = BlazeFaceBoxes.decode(regressors, scores);
        assertThat(faces).hasSize(2);
        double first = 1 / (1 + Math.exp(-2));
        double second = 1 / (1 + Math.exp(-1));
        double x = (8.5 / 16 * first + 9.5 / 16 * second) / (first + second);
        Box box = faces.getFirst().box();
        assertThat((box.left() + box.right()) / 2.0).isCloseTo(x, within(1e-5));
        assertThat(box.width()).isCloseTo(48f / 128, within(1e-6f));
    }
}
