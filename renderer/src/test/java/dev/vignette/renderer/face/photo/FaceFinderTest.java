package dev.vignette.renderer.face.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.RenderException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceFinderTest {
    /** From hair to chin in the photograph, pixels: the measure of what an error is worth. */
    private static final double FACE_HEIGHT = 98;

    @Test
    void eyesAndMouthAreWhereTheyWereMarkedByHand() {
        Landmarks face = FaceFinder.find(Portraits.astronaut());
        near(face, face.left().iris(), 204.2, 100.8, 0.025);
        near(face, face.right().iris(), 246.6, 103.4, 0.025);
        near(face, face.lips().at(-1), 203.7, 140.0, 0.06);
        near(face, face.lips().at(1), 243.4, 141.3, 0.06);
        assertThat(face.frame().at(face.lips().at(0)).y()).isCloseTo(149.5, within(0.015 * FACE_HEIGHT));
    }

    @Test
    void teethThatAreSeenAreNoticed() {
        assertThat(FaceFinder.find(Portraits.astronaut()).lips().gap()).isBetween(0.06, 0.2);
    }

    @Test
    void closedLipsAreNotTakenForTeeth() {
        assertThat(FaceFinder.find(Portraits.closedMouth()).lips().gap()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-15, 15})
    void aSlightTiltIsMeasured(double degrees) {
        double upright = FaceFinder.find(Portraits.closeUp()).frame().degrees();
        double tilted = FaceFinder.find(Portraits.tilted(degrees)).frame().degrees();
        assertThat(tilted - upright).isCloseTo(degrees, within(3.0));
    }

    @Test
    void theClearlyLargerOfTwoFacesIsMeant() {
        Landmarks face = FaceFinder.find(Portraits.couple(0.6));
        assertThat(face.frame().at(0, 0).x()).isLessThan(400);
    }

    @Test
    void aPictureWithoutAFaceIsRefused() {
        assertThat(refusal(Portraits.landscape())).contains("No face");
        assertThat(refusal(Portraits.noise())).contains("No face");
    }

    @Test
    void severalFacesAreRefused() {
        assertThat(refusal(Portraits.couple(0.95))).contains("several faces");
    }

    @ParameterizedTest
    @ValueSource(doubles = {40, -40, 90})
    void aTiltedFaceIsRefused(double degrees) {
        assertThat(refusal(Portraits.tilted(degrees))).contains("tilted");
    }

    @Test
    void aTinyFaceIsRefused() {
        assertThat(refusal(Portraits.scaled(0.55))).contains("pixels wide; send one");
    }

    @Test
    void aFaceWithNothingAroundItIsRefused() {
        assertThat(refusal(Portraits.filling())).contains("fills the whole picture");
    }

    private static void near(Landmarks face, Point feature, double x, double y, double share) {
        assertThat(face.frame().at(feature).distanceTo(new Point(x, y))).isLessThan(share * FACE_HEIGHT);
    }

    private static String refusal(BufferedImage picture) {
        try {
            FaceFinder.find(picture);
        } catch (RenderException refusal) {
            assertThat(refusal.reason()).isEqualTo(RenderException.Reason.UNUSABLE_PORTRAIT);
            return String.valueOf(refusal.getMessage());
        }
        throw new AssertionError("The picture was taken");
    }
}
