package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.face.motion.Painter;
import dev.vignette.renderer.face.motion.Portrayal;
import java.util.ArrayList;
import java.util.List;

/** A drawn person in one film size: backdrop and the layers over it, in the order in which they are painted. */
final class SketchPortrayal implements Portrayal {
    private final Rig rig;
    private final View view;
    private final int[] backdrop;
    private final Frame room;
    private final List<Feature> layers;

    SketchPortrayal(Rig rig, FilmFormat format) {
        this.rig = rig;
        view = View.of(format);
        backdrop = Backdrop.paint(view, rig.palette());
        room = Frame.allocate(view.width(), view.height());
        RgbToYuv.convert(backdrop, room);
        layers = List.copyOf(layers(rig));
    }

    @Override
    public Painter painter() {
        return new SketchPainter(rig, view, backdrop, room, layers);
    }

    private static List<Feature> layers(Rig rig) {
        HeadShape shape = new HeadShape(rig.head());
        Hairdo hairdo = Hairdo.of(rig);
        BeardPainter beard = new BeardPainter(rig);
        List<Feature> layers = new ArrayList<>();
        layers.add(hairdo::behind);
        ClothesPainter clothes = new ClothesPainter(rig);
        layers.add(clothes::behind);
        layers.add(new NeckPainter(rig, shape, hairdo));
        layers.add(clothes);
        layers.add(new FacePainter(rig, shape, hairdo));
        if (rig.beard() == Rig.Beard.FULL) {
            layers.add(beard::beard);
        }
        layers.add(new EyePainter(rig));
        layers.add(new MouthPainter(rig));
        if (rig.beard() == Rig.Beard.FULL) {
            layers.add(beard::moustache);
        }
        layers.add(new NosePainter(rig));
        layers.add(new BrowPainter(rig));
        layers.add(hairdo::before);
        if (rig.glasses() == Rig.Glasses.ROUND) {
            layers.add(new GlassesPainter(rig));
        }
        if (rig.earrings() == Rig.Earrings.HOOPS) {
            layers.add(new EarringPainter(rig));
        }
        return layers;
    }
}
