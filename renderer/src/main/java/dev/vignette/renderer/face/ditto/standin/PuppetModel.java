package dev.vignette.renderer.face.ditto.standin;

import dev.vignette.inference.models.StandIn;
import java.nio.file.Path;

/** Constructed networks for {@code vignette models standin --model ditto-puppet}, whose films can be looked at. */
public final class PuppetModel implements StandIn {
    @Override
    public String model() {
        return "ditto-puppet";
    }

    @Override
    public String description() {
        return "Networks of Ditto's form that are constructed instead of learned: a portrait's mouth opens with the sound";
    }

    /** There is one size only. */
    @Override
    public void write(Path directory, Size size, long seed) {
        DittoStandIn.write(directory, DittoStandIn.Kind.PUPPET, seed);
    }
}
