package dev.vignette.renderer.voice.enrolment;

import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.sound.Pcm;
import java.util.ArrayList;
import java.util.List;

/** Asks a speaker model whether stretches of one sample are by one person: they fall into two groups that are strangers. */
final class OneVoice {
    private static final double STRETCH = 2;
    private static final double SPOKEN = 0.5;
    /** Two groups of CAM++ below this are two people; stretches this short score lower than whole samples. */
    private static final double STRANGERS = 0.25;

    private static final double SHARE = 0.2;
    private static final int ROUNDS = 10;

    private final SpeakerEncoder encoder;

    OneVoice(SpeakerEncoder encoder) {
        this.encoder = encoder;
    }

    boolean severalIn(Pcm sample, boolean[] speech) {
        List<SpeakerEmbedding> stretches = new ArrayList<>();
        int samples = (int) (STRETCH * sample.rate().hertz());
        for (int from = 0; from + samples <= sample.samples().length; from += samples) {
            double begin = from / (double) sample.rate().hertz();
            if (spoken(speech, begin) >= SPOKEN) {
                stretches.add(encoder.embed(sample.slice(from, from + samples)));
            }
        }
        return stretches.size() > 1 && strangers(stretches);
    }

    private static double spoken(boolean[] speech, double begin) {
        int from = (int) (begin / PitchTrack.HOP);
        int to = Math.min(speech.length, from + (int) (STRETCH / PitchTrack.HOP));
        int count = 0;
        for (int i = from; i < to; i++) {
            count += speech[i] ? 1 : 0;
        }
        return count / (STRETCH / PitchTrack.HOP);
    }

    /** Two groups by k-means on the sphere, begun with the two stretches that are least alike. */
    static boolean strangers(List<SpeakerEmbedding> stretches) {
        SpeakerEmbedding one = stretches.getFirst();
        SpeakerEmbedding other = farthest(stretches, one);
        one = farthest(stretches, other);
        List<SpeakerEmbedding> with = List.of();
        List<SpeakerEmbedding> rest = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            SpeakerEmbedding a = one;
            SpeakerEmbedding b = other;
            with = stretches.stream()
                    .filter(each -> each.similarity(a) >= each.similarity(b))
                    .toList();
            rest = stretches.stream()
                    .filter(each -> each.similarity(a) < each.similarity(b))
                    .toList();
            if (with.isEmpty() || rest.isEmpty()) {
                return false;
            }
            one = SpeakerEmbedding.mean(with);
            other = SpeakerEmbedding.mean(rest);
        }
        return Math.min(with.size(), rest.size()) >= SHARE * stretches.size() && one.similarity(other) < STRANGERS;
    }

    private static SpeakerEmbedding farthest(List<SpeakerEmbedding> all, SpeakerEmbedding from) {
        SpeakerEmbedding farthest = from;
        for (SpeakerEmbedding each : all) {
            if (each.similarity(from) < farthest.similarity(from)) {
                farthest = each;
            }
        }
        return farthest;
    }
}
