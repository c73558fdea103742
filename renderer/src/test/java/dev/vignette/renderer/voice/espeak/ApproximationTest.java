package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import dev.vignette.media.signal.GraphicEqualizer;
import dev.vignette.media.signal.Ltas;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.sound.Loudness;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.TimbreAnalysis;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How near the approximate voice comes to a timbre, on text that it was not calibrated with. */
class ApproximationTest {
    private static EspeakVoice voice;

    @BeforeAll
    static void open() {
        voice = EspeakVoice.open();
    }

    @AfterAll
    static void close() {
        voice.close();
    }

    private static String text(String language) {
        return switch (language) {
            case "en" ->
                "Hello, I have been thinking about your garden. We could plant tomatoes along the wall in spring, or would you rather have roses? They need more water, but they smell wonderful in the evening.";
            case "es" ->
                "Hola, he estado pensando en tu jardín. Podríamos plantar tomates junto al muro en primavera, ¿o prefieres unas rosas? Necesitan más agua, pero por la tarde huelen de maravilla.";
            default -> "你好，我一直在想你的花园。春天我们可以在墙边种一些西红柿，你更喜欢玫瑰花吗？玫瑰需要多浇水，不过晚上闻起来特别香。";
        };
    }

    private static List<SpeechChunk> say(String text, String language, Timbre timbre) {
        List<SpeechChunk> chunks = new ArrayList<>();
        voice.speak(new Script(text, Language.of(language)), Speaker.approximate("1", timbre), 1, chunks::add);
        return chunks;
    }

    private static Pcm joined(List<SpeechChunk> chunks) {
        return chunks.stream().map(SpeechChunk::sound).reduce(Pcm::plus).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "en, 195, 0.20, 4.6",
        "zh, 195, 0.20, 4.6",
        "en, 105, 0.16, 4.3",
        "es, 105, 0.16, 4.3",
        "zh, 235, 0.22, 4.8",
        "es, 235, 0.22, 4.8"
    })
    void theBuiltInTimbresAreMet(String language, double medianF0, double deviation, double pace) {
        Pcm sound = joined(say(text(language), language, new Timbre(medianF0, deviation, pace, List.of())));
        PitchTrack track = PitchTrack.of(sound);
        assertThat(Math.abs(semitones(track.median(), medianF0))).isLessThanOrEqualTo(0.5);
        assertThat(track.deviation() / deviation).isBetween(0.7, 1.4);
        assertThat(Loudness.integrated(sound)).isBetween(-21.5, -18.5);
        assertThat(sound.peak()).isLessThan(0.96);
    }

    /** Somebody else: another voice, another pitch, through a bright and nasal microphone. */
    @Test
    void aSamplesPitchLivelinessAndSpectrumAreTakenOver() {
        double[] colour = new double[Ltas.BANDS];
        for (int band = 0; band < colour.length; band++) {
            colour[band] = 9 * Math.sin(band / 4.0) + 0.3 * band - 12;
        }
        Pcm spoken;
        try (EspeakProcess other = new EspeakProcess(EspeakInstallation.LIBRARIES, Duration.ofSeconds(20))) {
            spoken = other.speak(new Utterance.Request("en-gb-scotland", 160, 72, 70, text("en")))
                    .sound();
        }
        Timbre sample = TimbreAnalysis.of(new GraphicEqualizer(colour, spoken.rate()).apply(spoken));
        Timbre colourless = new Timbre(sample.medianF0(), sample.f0Deviation(), sample.syllablesPerSecond(), List.of());
        String other = "My train was late again, so I read the whole newspaper. Did you know that it will snow?";

        Pcm like = joined(say(other, "en", sample));
        PitchTrack track = PitchTrack.of(like);
        assertThat(Math.abs(semitones(track.median(), sample.medianF0()))).isLessThanOrEqualTo(0.5);
        assertThat(track.deviation() / sample.f0Deviation()).isBetween(0.7, 1.4);
        Pcm plain = joined(say(other, "en", colourless));
        assertThat(distance(like, sample)).isLessThan(0.5 * distance(plain, sample));
    }

    @Test
    void theTreatmentChangesNoTimesAndClicksNowhere() {
        Timbre low = new Timbre(85, 0.12, 4, List.of());
        try (EspeakProcess process = new EspeakProcess(EspeakInstallation.LIBRARIES, Duration.ofSeconds(20))) {
            VoicePlan plan = new Calibration(process::speak).plan(Language.ENGLISH, low);
            Pcm raw = process.speak(plan.request("Nothing moves in time.")).sound();
            Pcm treated = plan.treat(raw);
            assertThat(treated.samples()).hasSameSizeAs(raw.samples());
            assertThat(largestStep(treated)).isLessThan(1.3 * plan.gain() * largestStep(raw));
        }
    }

    @Test
    void paceFollowsTheTimbre() {
        double slow = joined(say(text("en"), "en", new Timbre(195, 0.2, 3, List.of())))
                .seconds();
        double fast = joined(say(text("en"), "en", new Timbre(195, 0.2, 7, List.of())))
                .seconds();
        assertThat(slow / fast).isBetween(1.25, 1.8);
    }

    @Test
    void theSoundIsAsLongAsItsPhonemesSay() {
        List<SpeechChunk> chunks = say(text("es"), "es", new Timbre(300, 0.3, 5, List.of()));
        TimedPhoneme last = chunks.getLast().phonemes().getLast();
        assertThat(last.end())
                .isBetween(0.95 * joined(chunks).seconds(), joined(chunks).seconds() + 1e-3);
    }

    private static double semitones(double a, double b) {
        return 12 * Math.log(a / b) / Math.log(2);
    }

    private static double distance(Pcm sound, Timbre timbre) {
        double[] wanted = timbre.ltas().stream().mapToDouble(d -> d).toArray();
        return Ltas.of(sound, PitchTrack.of(sound)).distance(new Ltas(wanted));
    }

    private static double largestStep(Pcm sound) {
        double largest = 0;
        for (int i = 1; i < sound.samples().length; i++) {
            largest = Math.max(largest, Math.abs(sound.samples()[i] - sound.samples()[i - 1]));
        }
        return largest;
    }
}
