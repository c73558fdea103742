package dev.vignette.renderer.face.motion;

import org.jspecify.annotations.Nullable;

/** A painter of the portrayal, made by the thread that first needs it. Used by one job at a time. */
final class Brush {
    private final Portrayal portrayal;
    private @Nullable Painter painter;

    Brush(Portrayal portrayal) {
        this.portrayal = portrayal;
    }

    Painter painter() {
        Painter made = painter;
        if (made == null) {
            made = portrayal.painter();
            painter = made;
        }
        return made;
    }
}
