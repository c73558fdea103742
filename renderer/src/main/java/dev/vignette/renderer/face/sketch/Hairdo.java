package dev.vignette.renderer.face.sketch;

import java.awt.Shape;

/** One way of wearing hair, in a layer behind the head and one before it. */
interface Hairdo {
    void behind(Easel easel, Sitting sitting);

    void before(Easel easel, Sitting sitting);

    /** What throws a shadow on the forehead. */
    Shape shadowCaster(Sitting sitting);

    boolean showsEars();

    static Hairdo of(Rig rig) {
        return switch (rig.hair().style()) {
            case COILS -> new CoilHair(rig);
            case BOB -> new BobHair(rig);
            case SWEPT -> new SweptHair(rig);
        };
    }
}
