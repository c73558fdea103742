package dev.vignette.renderer.face.ditto.device;

import dev.vignette.renderer.face.ditto.source.Appearance;

/**
 * A face on its way from one pose to another: what networks are calibrated with.
 *
 * @param appearance {@value Appearance#SIZE} numbers
 * @param from 63 numbers, the source's key points
 * @param to 63 numbers, where they go
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, never compared.
public record FaceExample(float[] appearance, float[] from, float[] to) {
    public FaceExample {
        if (appearance.length != Appearance.SIZE || from.length != 63 || to.length != 63) {
            throw new IllegalArgumentException("An example has an appearance and 63 numbers of key points, twice.");
        }
    }
}
