package dev.vignette.renderer.face;

import dev.vignette.renderer.direction.Aspect;
import java.util.Set;

/**
 * What a face engine can do, as data.
 *
 * @param photographs whether it shows people from a photograph
 * @param drawings whether it shows drawn rigs
 * @param footage whether it shows people from a few seconds of film
 * @param directions what of a film's direction it follows; the rest it passes over
 * @param needsGpu whether it refuses to run without one
 * @param licence SPDX identifier or name of the terms of the engine and its weights
 */
public record FaceCapabilities(
        boolean photographs,
        boolean drawings,
        boolean footage,
        Set<Aspect> directions,
        boolean needsGpu,
        String licence) {
    public FaceCapabilities {
        directions = Set.copyOf(directions);
    }
}
