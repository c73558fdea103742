package dev.vignette.renderer.face.photo;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.motion.Painter;
import dev.vignette.renderer.face.motion.Portrayal;
import java.awt.image.BufferedImage;

/** A photograph prepared for one film size: cropped, measured, meshed. Immutable and shared between threads. */
final class PhotoPortrayal implements Portrayal {
    private final PortraitCrop crop;
    private final FaceMesh mesh;
    private final Deformation deformation;
    private final Texture texture;
    private final MouthInterior interior;
    private final Eyelid left;
    private final Eyelid right;

    PhotoPortrayal(BufferedImage picture, Landmarks face, FilmFormat format) {
        crop = PortraitCrop.of(picture, face, format);
        mesh = FaceMesh.of(crop);
        deformation = new Deformation(crop, mesh);
        texture = new Texture(crop.rgb(), crop.width(), crop.height());
        interior = new MouthInterior(crop);
        left = new Eyelid(crop, crop.face().left());
        right = new Eyelid(crop, crop.face().right());
    }

    @Override
    public Painter painter() {
        return new PhotoPainter(this);
    }

    PortraitCrop crop() {
        return crop;
    }

    FaceMesh mesh() {
        return mesh;
    }

    Deformation deformation() {
        return deformation;
    }

    Texture texture() {
        return texture;
    }

    MouthInterior interior() {
        return interior;
    }

    Eyelid leftLid() {
        return left;
    }

    Eyelid rightLid() {
        return right;
    }
}
