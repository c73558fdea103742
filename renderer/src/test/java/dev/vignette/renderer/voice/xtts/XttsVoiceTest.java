package dev.vignette.renderer.voice.xtts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceContract;
import dev.vignette.renderer.voice.xtts.network.Vocoder;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a stand-in of small size: whole sentences by networks of the published form. */
class XttsVoiceTest extends VoiceContract {
    @TempDir
    private static Path directory;

    private final OnnxRuntimeEngine engine = OnnxRuntimeEngine.cpu();

    @Override
    protected Voice open() {
        if (!Files.exists(MiniXtts.networks(directory))) {
            MiniXtts.write(directory);
        }
        return XttsVoice.open(engine, MiniXtts.networks(directory), directory);
    }

    private Pcm say(String text, Language language, long seed) {
        List<SpeechChunk> chunks = new ArrayList<>();
        voice().speak(new Script(text, language), Speakers.enrolled(), seed, chunks::add);
        return chunks.stream().map(SpeechChunk::sound).reduce(Pcm::plus).orElseThrow();
    }

    @Test
    void standInsAreLabelled() {
        assertThat(voice().engine().name()).isEqualTo("xtts-standin");
        assertThat(voice().capabilities().licence()).isEqualTo("Apache-2.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | a
            en | 7
            en | 3.50 and 1,000,000 and 12345678901
            en | See https://example.org/a_b?c=d&e=%20f#top or write to me@example.org
            en | Mixed 你好 and words, mostly words of the language itself
            es | ¿Qué tal? ¡Muy bien! Son las 20:15 y cuesta 12,50 €
            zh | 我有2个苹果，OK？价格是12.5元。
            zh | 好
            en | don't @#%&* !!! ... ok?
            """)
    void textsOfAllKindsAreSpoken(String language, String text) {
        Pcm sound = say(text, new Language(language), 3);
        assertThat(sound.seconds()).isBetween(0.2, 40.0);
        assertThat(sound.rms()).isGreaterThan(0.01);
        assertThat(sound.peak()).isLessThanOrEqualTo(1);
    }

    @Test
    void severalPassagesComeToAnEnd() {
        comeToAnEnd(140, 270);
    }

    @Test
    @Tag("nightly")
    void aThousandCharactersComeToAnEnd() {
        comeToAnEnd(1_000, 1_000);
    }

    /** @param letters of one word without a single space or mark */
    private void comeToAnEnd(int characters, int letters) {
        String text = "All work and no play makes a voice dull, as they say in the north. ".repeat(15);
        Pcm sound = say(text.substring(0, characters), Language.ENGLISH, 1);
        assertThat(sound.seconds()).isBetween(0.025 * characters, 0.12 * characters);
        assertThat(say("a".repeat(letters), Language.ENGLISH, 1).seconds()).isGreaterThan(0.025 * letters);
    }

    @Test
    void lettersThatTheModelDoesNotKnowAreDeclined() {
        for (String text : List.of("مرحبا بالعالم", "שלום עולם, מה שלומך?", "𐎠𐎡𐎢 abc 𐎠𐎡𐎢𐎣")) {
            assertThatThrownBy(() -> say(text, Language.ENGLISH, 1))
                    .isInstanceOfSatisfying(RenderException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.UNSPEAKABLE_TEXT);
                        assertThat(e.getMessage()).endsWith(".");
                    });
        }
    }

    @Test
    void anotherSeedIsAnotherTake() {
        String text = "More than one.";
        assertThat(say(text, Language.ENGLISH, 1).samples())
                .isNotEqualTo(say(text, Language.ENGLISH, 2).samples());
    }

    @Test
    void speedChangesTheLength() {
        String text = "Some people talk faster than others do.";
        double plain = say(text, Language.ENGLISH, 5).seconds();
        try (XttsVoice quick = XttsVoice.open(engine, MiniXtts.networks(directory), directory, 1.4)) {
            List<SpeechChunk> chunks = new ArrayList<>();
            quick.speak(new Script(text, Language.ENGLISH), Speakers.enrolled(), 5, chunks::add);
            double quicker = chunks.stream()
                    .mapToDouble(chunk -> chunk.sound().seconds())
                    .sum();
            assertThat(quicker - 0.25).isBetween(0.6 * (plain - 0.25), 0.82 * (plain - 0.25));
        }
    }

    @Test
    void soundInPiecesIsTheSoundOfTheWhole() {
        try (XttsNetworks networks = XttsNetworks.open(engine, engine, MiniXtts.networks(directory), directory)) {
            XttsPrint print = PersonEncoder.print(networks, Speakers.sample(4));
            List<float[]> vectors = MiniXtts.vectors(40, networks.metadata().width());
            int any = networks.vocoder().most();
            float[] whole = decoded(networks, any, print, vectors, 40);
            assertThat(whole).hasSize(Stretch.length(160, 24_000.0 / 22_050) * 256);
            // In pieces as they come, and in windows of the length that devices are given.
            for (float[] pieces : List.of(
                    decoded(networks, any, print, vectors, 9),
                    decoded(networks, Vocoder.WINDOW, print, vectors, 40),
                    decoded(networks, 64, print, vectors, 20))) {
                assertThat(pieces).hasSameSizeAs(whole);
                double worst = 0;
                for (int i = 0; i < whole.length; i++) {
                    worst = Math.max(worst, Math.abs(whole[i] - pieces[i]));
                }
                assertThat(worst).isLessThan(1e-5);
            }
        }
    }

    private static float[] decoded(
            XttsNetworks networks, int window, XttsPrint print, List<float[]> vectors, int piece) {
        List<Float> sound = new ArrayList<>();
        SpokenFrames frames = new SpokenFrames(networks.vocoder(), window, print.speaker(), 1, samples -> {
            for (float sample : samples) {
                sound.add(sample);
            }
        });
        for (int from = 0; from < vectors.size(); from += piece) {
            int to = Math.min(vectors.size(), from + piece);
            frames.add(vectors.subList(from, to), to == vectors.size());
        }
        float[] all = new float[sound.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = sound.get(i);
        }
        return all;
    }
}
