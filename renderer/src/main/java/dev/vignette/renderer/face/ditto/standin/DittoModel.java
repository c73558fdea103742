package dev.vignette.renderer.face.ditto.standin;

import dev.vignette.inference.models.StandIn;
import java.nio.file.Path;

/** Ditto's stand-ins for {@code vignette models standin --model ditto}. */
public final class DittoModel implements StandIn {
    @Override
    public String model() {
        return "ditto";
    }

    @Override
    public String description() {
        return "Ditto's twelve networks layer by layer with weights drawn by lot: for measurements, not to be looked at";
    }

    @Override
    public void write(Path directory, Size size, long seed) {
        DittoStandIn.write(directory, size == Size.FULL ? DittoStandIn.Kind.FULL : DittoStandIn.Kind.MINI, seed);
    }
}
