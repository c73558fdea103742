package dev.vignette.renderer.voice.xtts;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.VoiceCapabilities;
import dev.vignette.renderer.voice.VoicePrint;
import dev.vignette.renderer.voice.delivery.Narrator;
import dev.vignette.renderer.voice.delivery.Passage;
import dev.vignette.renderer.voice.delivery.Passages;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import dev.vignette.renderer.voice.xtts.text.XttsTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks in a person's voice by XTTS-v2, at 24 000 Hz, sound coming while a sentence is still being made. Several may speak at once;
 * each needs some 240 KiB of cache a code and token in single precision, on
 * TensorRT 0.26 GB for all that there can be. Not for commercial use: the model's licence.
 */
public final class XttsVoice extends CloningVoice {
    private static final String NAME = "xtts";
    /** Counts what changes the sound in this code. */
    private static final String VERSION = "2.0.3-1";

    private static final double EXPECTED_LUFS = -21;
    /** A passage's budget is in percent of what the model holds. */
    private static final int WHOLE = 100;

    /** A first passage that is soon known to be good, or made again. */
    private static final int FIRST = 40;

    private final XttsNetworks networks;
    private final @Nullable Engine own;
    private final XttsTokenizer tokenizer;
    private final double speed;
    private final EngineName engine;

    private XttsVoice(XttsNetworks networks, @Nullable Engine own, XttsTokenizer tokenizer, double speed) {
        this.networks = networks;
        this.own = own;
        this.tokenizer = tokenizer;
        this.speed = speed;
        String pace = speed == 1 ? "" : "-" + Math.round(100 * speed);
        engine = new EngineName(
                networks.standIn() ? NAME + "-standin" : NAME,
                VERSION + "-" + networks.metadata().source() + pace);
    }

    /** At the pace that the model has learned. */
    public static XttsVoice open(Engine engine, Path directory, Path cache) {
        return open(engine, directory, cache, 1);
    }

    /**
     * On TensorRT the first opening makes graphs and plans of the model, which takes a minute or two; what is run once for a person
     * runs on the processor there.
     *
     * @param engine what the networks run in; stays open, and has to be closed after this voice
     * @param directory that {@code vignette models convert} has written
     * @param cache a directory for what is made of it once; nothing is written there on other engines than TensorRT
     * @param speed 0.7 to 1.4: how much faster than the model speaks by itself
     * @throws InferenceException if a file is missing, damaged or of another kind
     */
    public static XttsVoice open(Engine engine, Path directory, Path cache, double speed) {
        if (!(speed >= 0.7 && speed <= 1.4)) {
            throw new IllegalArgumentException("Speech can be 0.7 to 1.4 times as fast, not " + speed + ".");
        }
        Engine own = engine instanceof DeviceEngine ? OnnxRuntimeEngine.cpu() : null;
        try {
            XttsTokenizer tokenizer = XttsTokenizer.read(XttsFile.VOCABULARY.in(directory));
            XttsNetworks networks = XttsNetworks.open(engine, own == null ? engine : own, directory, cache);
            try {
                XttsVoice voice = new XttsVoice(networks, own, tokenizer, speed);
                voice.warmUp();
                return voice;
            } catch (RuntimeException e) {
                networks.close();
                throw e;
            }
        } catch (RuntimeException e) {
            if (own != null) {
                own.close();
            }
            throw e;
        }
    }

    /** Devices plan their kernels at the first run: that is not for the first listener to wait for. */
    private void warmUp() {
        float[] latents =
                new float[networks.metadata().latents() * networks.metadata().width()];
        float[] speaker = new float[networks.metadata().voiceWidth()];
        int[] ids = tokenizer.framed(tokenizer.encode("hello", Language.ENGLISH));
        new Utterance(networks, 0, () -> {}).speak(latents, ids, ids.length, frames(speaker, samples -> {}));
    }

    XttsNetworks networks() {
        return networks;
    }

    @Override
    public EngineName engine() {
        return engine;
    }

    @Override
    public VoiceCapabilities capabilities() {
        // Coqui's terms are on Coqui's weights; those that were drawn by lot are ours.
        String licence = networks.standIn() ? "Apache-2.0" : "CPML-1.0.0 (non-commercial)";
        return new VoiceCapabilities(XttsTokenizer.LANGUAGES, SampleRate.HZ_24000, true, true, false, false, licence);
    }

    @Override
    protected void utter(Script script, VoicePrint kept, long seed, SpeechSink sink) {
        Language language = script.language();
        List<Passage> passages = new Passages(text -> cost(text, language), WHOLE, FIRST).of(script.text());
        for (Passage passage : passages) {
            requireKnown(tokenizer.encode(passage.text(), language));
        }
        XttsPrint print = XttsPrint.of(kept, networks.metadata());
        new Narrator(engine.name(), SampleRate.HZ_24000, EXPECTED_LUFS, true)
                .speak(passages, seed, (passage, take, sound) -> read(print, passage, language, take, sound), sink);
    }

    /** In percent of what the model says in one go, by characters or by tokens, whichever is nearer to the limit. */
    private int cost(String text, Language language) {
        int tokens = tokenizer.encode(text, language).ids().size() + 2;
        int mostTokens = networks.embeddings().longestText() - 2;
        // Tokens of numbers are more than their characters: what is said may not be longer than the model's speech
        // either.
        return Math.max(
                Math.ceilDiv(WHOLE * text.length(), XttsTokenizer.mostCharacters(language)),
                Math.ceilDiv(WHOLE * tokens, mostTokens));
    }

    private static void requireKnown(XttsTokenizer.Encoded encoded) {
        if (encoded.words() == 0 || 2 * encoded.unknown() > encoded.words()) {
            throw new RenderException(
                    Reason.UNSPEAKABLE_TEXT, "Most of this text is in letters that the voice xtts does not know.");
        }
    }

    private void read(XttsPrint print, Passage passage, Language language, long seed, Consumer<float[]> sound) {
        XttsTokenizer.Encoded encoded = tokenizer.encode(passage.text(), language);
        new Utterance(networks, seed, this::checkCancelled)
                .speak(print.latents(), tokenizer.framed(encoded), encoded.words(), frames(print.speaker(), sound));
    }

    private SpokenFrames frames(float[] speaker, Consumer<float[]> sound) {
        return new SpokenFrames(networks.vocoder(), speaker, speed, sound);
    }

    @Override
    protected String form() {
        return XttsPrint.form(networks.metadata());
    }

    @Override
    protected VoicePrint analyse(Pcm sample) {
        return PersonEncoder.print(networks, sample).filed(engine.name(), networks.metadata());
    }

    @Override
    protected void release() {
        networks.close();
        if (own != null) {
            own.close();
        }
    }
}
