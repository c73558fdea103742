package dev.vignette.evaluator.bench;

import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.evaluator.voice.Likeness;
import dev.vignette.evaluator.voice.WordErrors;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.enrolment.SpeakerEmbedding;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Lets one voice say sentences, one after the other, and measures times and what came of them. */
final class VoiceBench {
    private static final Duration HEARING = Duration.ofMinutes(2);

    private final Voice voice;
    private final Speaker speaker;
    private final Pcm reference;
    private final Optional<SpeakerEncoder> scorer;
    private final Optional<SpeechToText> hearing;
    private final Consumer<String> progress;

    /** @param reference what the speaker sounds like */
    VoiceBench(
            Voice voice,
            Speaker speaker,
            Pcm reference,
            Optional<SpeakerEncoder> scorer,
            Optional<SpeechToText> hearing,
            Consumer<String> progress) {
        this.voice = voice;
        this.speaker = speaker;
        this.reference = reference;
        this.scorer = scorer;
        this.hearing = hearing;
        this.progress = progress;
    }

    /** One sentence that was said. */
    private record Take(String text, Pcm sound, double firstMillis, double seconds) {
        double factor() {
            return seconds / sound.seconds();
        }
    }

    /** @param warmUps sentences that are said before and not counted */
    List<Sample> run(List<String> sentences, Language language, int warmUps) {
        List<Take> takes = new ArrayList<>();
        for (int i = 0; i < warmUps + sentences.size(); i++) {
            String text = sentences.get(i % sentences.size());
            progress.accept((i < warmUps ? "warming up: " : "") + text);
            Take take = say(text, language, i);
            if (i >= warmUps) {
                takes.add(take);
            }
        }
        List<Sample> samples = new ArrayList<>();
        samples.add(sample("first sound", "ms", takes, Take::firstMillis));
        samples.add(sample("real-time factor", "×", takes, Take::factor));
        samples.add(sample(
                "length of what was said", "s", takes, take -> take.sound().seconds()));
        samples.addAll(quality(takes, language));
        return samples;
    }

    private Take say(String text, Language language, long seed) {
        List<Pcm> pieces = new ArrayList<>();
        long start = System.nanoTime();
        long[] first = {0};
        voice.speak(new Script(text, language), speaker, seed, chunk -> {
            if (first[0] == 0) {
                first[0] = System.nanoTime();
            }
            pieces.add(chunk.sound());
        });
        double seconds = 1e-9 * (System.nanoTime() - start);
        return new Take(text, joined(pieces), 1e-6 * (first[0] - start), seconds);
    }

    /** What can be said of the sound, except of that of made-up weights. */
    private List<Sample> quality(List<Take> takes, Language language) {
        if (voice.engine().name().endsWith("-standin")) {
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        List<Likeness> likenesses =
                takes.stream().map(take -> Likeness.of(take.sound(), reference)).toList();
        samples.add(sample("median pitch off the sample", "semitones", likenesses, Likeness::semitones));
        samples.add(sample("liveliness, of the sample's", "×", likenesses, Likeness::liveliness));
        samples.add(sample("pace, of the sample's", "×", likenesses, Likeness::pace));
        samples.add(sample("spectrum off the sample", "dB", likenesses, Likeness::timbreDecibels));
        samples.add(sample("louder than the sample", "LU", likenesses, Likeness::loudnessUnits));
        scorer.ifPresent(model -> {
            SpeakerEmbedding person = model.embed(reference);
            String name = "similarity to the sample" + (model.standIn() ? ", by a stand-in" : "");
            samples.add(sample(name, "cos", takes, take -> person.similarity(model.embed(take.sound()))));
        });
        hearing.ifPresent(whisper -> samples.add(sample(
                language.equals(Language.CHINESE) ? "characters heard wrong" : "words heard wrong",
                "%",
                takes,
                take -> 100
                        * WordErrors.of(
                                        take.text(),
                                        whisper.transcribe(take.sound(), HearingOptions.within(HEARING))
                                                .text(),
                                        language)
                                .rate())));
        return samples;
    }

    private static <T> Sample sample(String name, String unit, List<T> of, ToDoubleFunction<T> reading) {
        return Sample.of(
                name, unit, of.stream().map(one -> reading.applyAsDouble(one)).toList());
    }

    static Pcm joined(List<Pcm> pieces) {
        int length = pieces.stream().mapToInt(piece -> piece.samples().length).sum();
        float[] samples = new float[length];
        int at = 0;
        for (Pcm piece : pieces) {
            System.arraycopy(piece.samples(), 0, samples, at, piece.samples().length);
            at += piece.samples().length;
        }
        return new Pcm(samples, pieces.getFirst().rate());
    }
}
