package dev.vignette.renderer.voice.enrolment;

import dev.vignette.renderer.voice.Timbre;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a voice sample.
 *
 * @param timbre how the person sounds
 * @param speechSeconds speech without its pauses
 * @param signalToNoise how far speech stands out from what lies between it, dB; infinite if nothing does
 * @param advice in the order of weight; empty if there is nothing to be said against the sample
 */
public record SampleReport(Timbre timbre, double speechSeconds, double signalToNoise, List<SampleAdvice> advice) {
    public SampleReport {
        advice = List.copyOf(advice);
    }

    /** Why it cannot be used, if it cannot. */
    public Optional<SampleAdvice> refusal() {
        return advice.stream().filter(SampleAdvice::refused).findFirst();
    }
}
