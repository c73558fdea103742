package dev.vignette.evaluator.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.whisper.WhisperSpeechToText;
import dev.vignette.evaluator.Sentences;
import dev.vignette.inference.Engine;
import dev.vignette.inference.choice.EngineChoice;
import dev.vignette.inference.choice.EngineChooser;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.avatar.AvatarCatalogue;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.voice.Consent;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.TimbreAnalysis;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import dev.vignette.renderer.voice.qwen.QwenBuilds;
import dev.vignette.renderer.voice.xtts.XttsBuilds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vignette bench voice}: how fast a voice speaks on this machine, and how near it comes to the person. */
@Command(
        name = "voice",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a voice: time to the first sound, real-time factor, memory; and, of real models, pitch, pace and spectrum"
                    + " against the sample, likeness by a speaker model (--scorer) and words by Whisper (--whisper).",
            "Without --model, cloning engines run on stand-ins with made-up weights: they hum; full ones take as long as the real ones."
        })
public final class VoiceBenchCommand implements Callable<Integer> {
    private static final int WARM_UPS = 2;

    @Option(
            names = "--voice",
            defaultValue = "ESPEAK",
            description = "One of: ${COMPLETION-CANDIDATES} (default: espeak).")
    private VoiceUnderTest engine = VoiceUnderTest.ESPEAK;

    @Option(names = "--size", defaultValue = "MINI", description = "Stand-ins: mini or full (default: mini).")
    private StandIn.Size size = StandIn.Size.MINI;

    @Option(names = "--model", paramLabel = "DIR", description = "The engine's files, as in the model store.")
    private @Nullable Path model;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description =
                    "cpu; cuda: ONNX Runtime on an NVIDIA GPU; or tensorrt, which builds the networks for the GPU first"
                            + " (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep what is made of the files once here: graphs and TensorRT's plans.")
    private @Nullable Path cache;

    @Option(names = "--language", defaultValue = "en", description = "en, es or zh (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(names = "--sentences", defaultValue = "10", description = "1 to 100 (default: ${DEFAULT-VALUE}).")
    private int sentences = 10;

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "Your own voice, to be spoken with. Without it espeak-ng reads a sample.")
    private @Nullable Path sample;

    @Option(names = "--scorer", paramLabel = "DIR", description = "The model campplus: adds the likeness.")
    private @Nullable Path scorer;

    @Option(names = "--whisper", paramLabel = "DIR", description = "A Whisper model: adds the words heard wrong.")
    private @Nullable Path whisper;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every reading to this file as well.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        if (sentences < 1
                || sentences > 100
                || !List.of("cpu", "cuda", "tensorrt").contains(device)) {
            System.err.println("bench: --sentences must be 1..100 and --device cpu, cuda or tensorrt");
            return 2;
        }
        try (var home = TemporaryHome.create()) {
            return measure(home.path());
        }
    }

    private int measure(Path home) throws IOException {
        Path kept = Files.createDirectories(cache == null ? home.resolve("cache") : cache);
        try (Engine networks = networks(kept)) {
            Path files = model;
            if (files == null) {
                files = Files.createDirectories(home.resolve("model"));
                if (engine != VoiceUnderTest.ESPEAK) {
                    System.err.println("bench: writing a stand-in, " + size);
                }
                engine.standIn(files, size);
            }
            try (Voice voice = engine.open(networks, files, kept)) {
                return measure(voice, networks);
            }
        }
    }

    private Engine networks(Path kept) {
        Map<String, BuildOptions> builds = new HashMap<>(QwenBuilds.options());
        builds.putAll(XttsBuilds.options());
        return EngineChooser.standard(
                        0, TensorRtSettings.in(kept.resolve("plans")).networks(builds))
                .open(EngineChoice.valueOf(device.toUpperCase(Locale.ROOT)))
                .engine();
    }

    private int measure(Voice voice, Engine networks) throws IOException {
        Pcm reference = reference();
        // Sentences of all lengths: nothing that is worth a plan.
        try (Engine processor = OnnxRuntimeEngine.cpu();
                Judges judges = new Judges(device.equals("tensorrt") ? processor : networks, scorer, whisper)) {
            var bench = new VoiceBench(
                    voice,
                    speaker(reference),
                    reference,
                    judges.scorer,
                    judges.hearing,
                    step -> System.err.println("bench: " + step));
            Language spoken = new Language(language);
            List<Sample> samples = new ArrayList<>(bench.run(texts(spoken), spoken, WARM_UPS));
            samples.add(Sample.of("memory: resident", "MiB", List.of(ProcessMemory.residentNow())));
            System.out.println(System.lineSeparator() + voice.engine() + " on " + networks.name());
            var report = new Report(Machine.here(), Instant.now(), samples);
            report.print(System.out);
            if (json != null) {
                report.writeJson(json);
            }
        }
        return 0;
    }

    private List<String> texts(Language spoken) {
        List<String> known = Sentences.in(spoken);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            texts.add(known.get(i % known.size()));
        }
        return texts;
    }

    private Pcm reference() throws IOException {
        if (sample != null) {
            return SoundDecoder.decode(Files.readAllBytes(sample), SampleRate.HZ_24000, SoundLimits.CHAT);
        }
        List<Pcm> pieces = new ArrayList<>();
        try (Voice espeak = EspeakVoice.open()) {
            Speaker mateo = AvatarCatalogue.builtIn()
                    .find(new AvatarId("mateo"))
                    .orElseThrow()
                    .avatar()
                    .speaker();
            String text = String.join(" ", Sentences.in(Language.ENGLISH).subList(0, 2));
            espeak.speak(new Script(text, Language.ENGLISH), mateo, 1, chunk -> pieces.add(chunk.sound()));
        }
        return VoiceBench.joined(pieces);
    }

    /** Whoever runs this on a file of their own asks for it; espeak's sample is nobody's. */
    private static Speaker speaker(Pcm reference) {
        Pcm cut = reference.slice(
                0, Math.min(reference.samples().length, 30 * reference.rate().hertz()));
        String sha256 = sha256(cut);
        // Nothing that is spoken here is kept; whoever names the file stands for it while this command runs.
        var consent = new Consent("bench", "whoever runs the bench", Instant.now(), "bench", sha256, sha256::equals);
        return Speaker.approximate("bench", TimbreAnalysis.of(cut)).with(new EnrolledVoice(consent, cut));
    }

    private static String sha256(Pcm sound) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (float value : sound.samples()) {
                digest.update(Float.toString(value).getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The models that judge, as far as they were named. */
    private static final class Judges implements AutoCloseable {
        private final Optional<SpeakerEncoder> scorer;
        private final Optional<SpeechToText> hearing;

        Judges(Engine engine, @Nullable Path scorer, @Nullable Path whisper) {
            this.scorer = Optional.ofNullable(scorer)
                    .map(directory -> SpeakerEncoder.open(engine, directory.resolve(SpeakerEncoder.FILE)));
            hearing = Optional.ofNullable(whisper).map(directory -> WhisperSpeechToText.open(engine, directory, null));
        }

        @Override
        public void close() {
            scorer.ifPresent(SpeakerEncoder::close);
            hearing.ifPresent(SpeechToText::close);
        }
    }
}
