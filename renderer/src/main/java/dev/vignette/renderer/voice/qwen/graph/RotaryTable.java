package dev.vignette.renderer.voice.qwen.graph;

import dev.vignette.renderer.voice.qwen.model.DecoderShape;

/**
 * Rotary positions (Su et al. 2021) in the convention of halves: the turned vector is {@code x·cosines + swapped(x)·sines},
 * where swapping exchanges the halves; the sign of the first half is in the sines.
 *
 * @param cosines [positions, head size]
 * @param sines likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RotaryTable(float[] cosines, float[] sines) {

    static RotaryTable of(DecoderShape shape, int from, int to) {
        int size = shape.headSize();
        int half = size / 2;
        float[] cosines = new float[(to - from) * size];
        float[] sines = new float[cosines.length];
        for (int position = from; position < to; position++) {
            int row = (position - from) * size;
            for (int i = 0; i < half; i++) {
                double angle = position * Math.pow(shape.theta(), -2.0 * i / size);
                cosines[row + i] = (float) Math.cos(angle);
                cosines[row + half + i] = cosines[row + i];
                sines[row + half + i] = (float) Math.sin(angle);
                sines[row + i] = -sines[row + half + i];
            }
        }
        return new RotaryTable(cosines, sines);
    }
}
