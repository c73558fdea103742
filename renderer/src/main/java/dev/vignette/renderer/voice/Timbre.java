package dev.vignette.renderer.voice;

import java.util.List;

/**
 * What is measurable of how a person sounds: enough for an approximate voice, not for an identity.
 *
 * @param medianF0 median fundamental frequency of voiced speech, Hz, 50…500
 * @param f0Deviation standard deviation of ln F0 (liveliness), typically 0.08…0.35
 * @param syllablesPerSecond pace, typically 3…7
 * @param ltas long-term average spectrum of voiced frames in {@value #BANDS} Bark bands, dB, mean removed; empty if
 *     not known
 */
public record Timbre(double medianF0, double f0Deviation, double syllablesPerSecond, List<Double> ltas) {
    /** Bark bands of the long-term average spectrum (Zwicker 1961, 0–8 kHz at 16 kHz has 21, we keep 24 slots up to 15.5 kHz). */
    public static final int BANDS = 24;

    public Timbre {
        if (!(medianF0 >= 50 && medianF0 <= 500)) {
            throw new IllegalArgumentException("Median F0 must be 50..500 Hz: " + medianF0);
        }
        if (!ltas.isEmpty() && ltas.size() != BANDS) {
            throw new IllegalArgumentException("LTAS must have " + BANDS + " bands: " + ltas.size());
        }
        ltas = List.copyOf(ltas);
    }
}
