package dev.vignette.renderer.face.photo;

/** Which share of each kind of motion a place takes part in, 0…1; all are 0 at the picture's edge. */
final class Masks {
    /** Nothing moves within this share of the picture's width from its edge. */
    static final double STILL_EDGE = 0.02;

    private final PortraitCrop crop;
    private final double chin;

    Masks(PortraitCrop crop) {
        this.crop = crop;
        this.chin = crop.face().chin();
    }

    /** Speech and brows: the face, down to the throat. */
    double features(Point place) {
        double far = Math.hypot(place.x() / 1.15, (place.y() - 0.6) / (place.y() > 0.6 ? chin - 0.1 : 1.2));
        return edge(place) * (1 - smooth(0.85, 1.15, far));
    }

    /** The head with its hair; fades over throat and backdrop. */
    double head(Point place) {
        double far = Math.hypot(place.x() / 1.3, (place.y() - 0.2) / (place.y() > 0.2 ? 1.75 : 1.55));
        return edge(place) * (1 - smooth(0.8, 1.7, far));
    }

    /** How far the face comes forward: most at the nose, not at all at ears and jaw line. */
    double depth(Point place) {
        double far = Math.hypot(place.x() / 0.95, (place.y() - 0.55) / 1.3);
        double bulge = Math.max(0, 1 - far * far);
        return edge(place) * bulge * bulge;
    }

    /** Breathing: collar and chest under the chin. */
    double shoulders(Point place) {
        double across = Math.max(0, 1 - Math.pow(place.x() / 1.5, 2));
        return edge(place) * across * across * smooth(chin + 0.1, chin + 0.7, place.y());
    }

    private double edge(Point place) {
        Point pixel = crop.face().frame().at(place);
        double near =
                Math.min(Math.min(pixel.x(), crop.width() - pixel.x()), Math.min(pixel.y(), crop.height() - pixel.y()));
        return smooth(STILL_EDGE, 0.16, near / crop.width());
    }

    private static double smooth(double from, double to, double value) {
        double share = Math.clamp((value - from) / (to - from), 0, 1);
        return share * share * (3 - 2 * share);
    }
}
