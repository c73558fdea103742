package dev.vignette.renderer.voice.enrolment;

import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Timbre;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Has a voice say a sentence as somebody, and compares what is heard with their recording. Nothing of it is kept. */
public final class TrialSpeech {
    /** Long enough to be told from others: three seconds at any pace. */
    private static final Map<String, String> SENTENCES = Map.of(
            "en", "The weather will stay dry until the evening, and there may be some rain in the hills tonight.",
            "es", "El tiempo seguirá seco hasta la tarde, y puede que llueva un poco esta noche en la sierra.",
            "zh", "白天天气晴朗，傍晚转为多云，夜里山区可能会有小雨，请大家出门带好雨伞。");

    private static final long SEED = 1;
    /** What the voice sounds like comes from its print alone. */
    private static final Timbre ANY = new Timbre(150, 0.2, 4, List.of());

    private TrialSpeech() {}

    /**
     * @param person with their recording
     * @param languages of theirs, by preference: what sounds best is what was recorded
     * @return cosine of both embeddings, −1…1
     * @throws RenderException if the voice cannot say it
     * @throws dev.vignette.inference.InferenceException if the model cannot compare it
     */
    public static double likeness(
            SpeakerEncoder encoder, CloningVoice voice, EnrolledVoice person, List<Language> languages) {
        Pcm sample = person.sample();
        if (sample == null) {
            throw new IllegalArgumentException("Without a recording there is nothing to compare with.");
        }
        Script script = script(voice.capabilities().languages(), languages);
        List<Pcm> take = new ArrayList<>();
        voice.speak(script, Speaker.approximate("trial", ANY).with(person), SEED, chunk -> take.add(chunk.sound()));
        Pcm speech = take.stream().reduce(Pcm::plus).orElseThrow();
        return encoder.embed(sample).similarity(encoder.embed(speech));
    }

    private static Script script(Set<Language> spoken, List<Language> languages) {
        Language language = languages.stream()
                .filter(one -> spoken.contains(one) && SENTENCES.containsKey(one.code()))
                .findFirst()
                .orElse(Language.ENGLISH);
        return new Script(Objects.requireNonNull(SENTENCES.get(language.code())), language);
    }
}
