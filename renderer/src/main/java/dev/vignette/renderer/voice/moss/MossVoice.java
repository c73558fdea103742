package dev.vignette.renderer.voice.moss;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.VoiceCapabilities;
import dev.vignette.renderer.voice.VoicePrint;
import dev.vignette.renderer.voice.delivery.BadTakeException;
import dev.vignette.renderer.voice.delivery.Narrator;
import dev.vignette.renderer.voice.delivery.Passage;
import dev.vignette.renderer.voice.delivery.Passages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * MOSS-TTS-Nano: a cloned voice without a GPU. 48 kHz, first sound after the prompt and one frame. Safe for several threads, which
 * take turns: one passage fills all processor cores by itself. Owns its networks, not the engine they run on.
 */
public final class MossVoice extends CloningVoice {
    /** What it speaks. */
    public static final Set<Language> LANGUAGES = Stream.of(
                    "zh", "en", "de", "es", "fr", "ja", "it", "hu", "ko", "ru", "fa", "ar", "pl", "pt", "cs", "da",
                    "sv", "el", "tr")
            .map(Language::of)
            .collect(Collectors.toUnmodifiableSet());

    /** Part of the version: raise it whenever our treatment gives other samples. */
    private static final String TREATMENT = "v1";
    /** Form of {@link VoicePrint}: codes, big-endian. */
    private static final String FORM = "codes/1";

    private static final int TOKENS = 75;
    private static final int FIRST_TOKENS = 30;
    /** Frames that a token may take, and that are allowed whatever the text. */
    private static final int FRAMES_PER_TOKEN = 8;

    private static final int FRAMES_ANYWAY = 25;
    private static final double EXPECTED_LUFS = -19;

    private final MossNetworks networks;
    private final MossCodec codec;
    private final FrameWriter writer;
    private final EngineName engine;
    /** Codes mean nothing to another codec. */
    private final String form;

    private final Passages passages;
    private final Lock turn = new ReentrantLock(true);

    private MossVoice(MossNetworks networks) {
        this.networks = networks;
        MossModel model = networks.model();
        codec = new MossCodec(networks);
        writer = new FrameWriter(networks, new InGraphSampler(networks));
        boolean standIn = networks.network(MossNetworks.Part.PREFILL).standIn();
        engine = new EngineName(
                standIn ? "moss-standin" : "moss-tts-nano",
                TREATMENT + "-" + Stamp.of(model.home(), model.codecHome()));
        form = FORM + "-" + Stamp.of(model.codecHome());
        passages = new Passages(text -> text.isBlank() ? 0 : ids(text).size(), TOKENS, FIRST_TOKENS);
    }

    /**
     * Reads the JSON files and opens the language model (some seconds).
     *
     * @param engine runs the networks; stays open
     * @param directory of the model in the store
     * @throws RenderException ENGINE_MISSING if a file is missing, damaged or another than expected; it says which
     */
    public static MossVoice open(Engine engine, Path directory) {
        MossModel model = MossModel.read(directory);
        MossNetworks networks = new MossNetworks(engine, model);
        try {
            networks.network(MossNetworks.Part.CODEC_DECODE_STEP);
            return new MossVoice(networks);
        } catch (InferenceException e) {
            networks.close();
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    @Override
    public EngineName engine() {
        return engine;
    }

    @Override
    public VoiceCapabilities capabilities() {
        return new VoiceCapabilities(LANGUAGES, codec.rate(), true, true, false, false, "Apache-2.0");
    }

    @Override
    protected void utter(Script script, VoicePrint print, long seed, SpeechSink sink) {
        List<Passage> parts = passages.of(SpokenForm.tidied(script.text()));
        if (parts.isEmpty()) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce in this text.");
        }
        List<int[]> reference = Reference.codes(
                print, networks.model().codebooks(), networks.model().codebookSize());
        new Narrator(engine.name(), codec.rate(), EXPECTED_LUFS, true)
                .speak(
                        parts,
                        seed,
                        (passage, take, sound) ->
                                read(passage, reference, take, passage.equals(parts.getFirst()), sound),
                        sink);
    }

    private List<Integer> ids(String text) {
        return networks.model().tokenizer().encode(SpokenForm.prompt(text));
    }

    private void read(Passage passage, List<int[]> reference, long seed, boolean early, Consumer<float[]> sound) {
        List<Integer> text = ids(passage.text());
        MossManifest manifest = networks.model().manifest();
        PromptRows prompt = PromptRows.of(manifest.ttsConfig(), manifest.promptTemplates(), reference, text);
        int most =
                Math.min(manifest.generationDefaults().maxNewFrames(), FRAMES_ANYWAY + FRAMES_PER_TOKEN * text.size());
        takeTurn();
        try (CodecStream stream = new CodecStream(networks)) {
            List<int[]> waiting = new ArrayList<>();
            int[] decoded = {0};
            boolean ended = writer.write(prompt, seed, most, frame -> {
                checkCancelled();
                waiting.add(frame);
                if (waiting.size() >= (early ? DecodeSchedule.next(decoded[0]) : DecodeSchedule.MOST)) {
                    decoded[0] += waiting.size();
                    sound.accept(stream.decode(waiting));
                    waiting.clear();
                }
            });
            if (!waiting.isEmpty()) {
                sound.accept(stream.decode(waiting));
            }
            if (!ended) {
                throw new BadTakeException("speech without an end");
            }
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn() {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderException(Reason.CANCELLED, "The speech was stopped.", e);
        }
    }

    @Override
    protected String form() {
        return form;
    }

    @Override
    protected VoicePrint analyse(Pcm sample) {
        takeTurn();
        try {
            List<int[]> codes = codec.encode(Reference.prepared(sample));
            if (codes.isEmpty()) {
                throw new RenderException(Reason.UNUSABLE_SAMPLE, "The voice sample is too short. Record 3 to 10 s.");
            }
            return Reference.print(engine.name(), form, codes);
        } finally {
            turn.unlock();
        }
    }

    @Override
    protected void release() {
        networks.close();
    }
}
