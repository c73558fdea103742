package dev.vignette.renderer.face.ditto.motion;

/** Gives Gaussian noise of mean 0 and variance 1, each number once. Used by one thread at a time. */
@FunctionalInterface
public interface NoiseSource {
    float[] normals(int count);
}
