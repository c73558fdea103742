package dev.vignette.renderer.face;

/**
 * What a face engine can do, as data.
 *
 * @param photographs whether it shows people from a photograph
 * @param drawings whether it shows drawn rigs
 * @param needsGpu whether it refuses to run without one
 * @param licence SPDX identifier or name of the terms of the engine and its weights
 */
public record FaceCapabilities(boolean photographs, boolean drawings, boolean needsGpu, String licence) {}
