package dev.vignette.renderer.voice.moss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Loudness;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceContract;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MossVoiceTest extends VoiceContract {
    private final Engine engine = OnnxRuntimeEngine.cpu();
    private Speaker speaker = Speakers.enrolled();

    @Override
    protected Voice open() {
        return MossVoice.open(engine, MiniMoss.directory());
    }

    /** The sample is encoded once, as when it is enrolled. */
    @Override
    protected Speaker speaker() {
        return speaker;
    }

    @AfterAll
    void closeEngine() {
        voice().close();
        engine.close();
    }

    private Pcm say(String text, String language) {
        List<SpeechChunk> chunks = new ArrayList<>();
        voice().speak(new Script(text, Language.of(language)), speaker, 1, chunks::add);
        return chunks.stream().map(SpeechChunk::sound).reduce(Pcm::plus).orElseThrow();
    }

    @Test
    void aStandInIsCalledOne() {
        assertThat(voice().engine().name()).isEqualTo("moss-standin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                                                        | en
            好                                                       | zh
            12 34 56 78                                              | en
            See https://example.org/a/b?c=d&e=f for more (or less).  | en
            Hola, 世界! مرحبا — mixed 🎉 scripts...                   | es
            مرحبا بالعالم، كيف حالك اليوم؟                            | ar
            שלום hello                                               | en
            """)
    void oddTextsAreSpoken(String text, String language) {
        Pcm sound = say(text, language);
        assertThat(sound.seconds()).isBetween(0.5, 30.0);
        assertThat(Loudness.integrated(sound)).isCloseTo(-20, Offset.offset(3.0));
    }

    @Test
    void aLongTextIsSpokenInPassages() {
        isSpokenInPassages(200);
    }

    @Test
    @Tag("nightly")
    void aThousandCharactersAreSpokenInPassages() {
        isSpokenInPassages(1_000);
    }

    private void isSpokenInPassages(int characters) {
        String text = "The ferry leaves at nine, and nobody knows when it will be back. "
                .repeat(16)
                .substring(0, characters);
        Pcm sound = say(text, "en");
        assertThat(sound.seconds()).isBetween(0.04 * characters, 0.16 * characters);
        assertThat(sound.peak()).isLessThan(1);
    }

    @Test
    void thefirstChunkComesBeforeTheSentenceIsDone() {
        List<SpeechChunk> chunks = new ArrayList<>();
        assertThatThrownBy(() -> voice().speak(
                                new Script("There is a letter for you, and it looks important.", Language.ENGLISH),
                                speaker,
                                1,
                                chunk -> {
                                    chunks.add(chunk);
                                    throw new UnsupportedOperationException("enough");
                                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(chunks.getFirst().sound().seconds()).isLessThan(0.4);
    }
}
