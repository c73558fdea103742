package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.models.ModelStamp;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A whole installation at work: prompts in, sound out. Our own graphs are used where the official weights are there, else the
 * published ones. Safe to use from any thread; the one who opened it closes it, before its engines.
 */
public final class QwenSpeech implements AutoCloseable {
    /** Folders of the published graphs, the best first. */
    private static final List<String> EDITIONS = List.of("cpu_fp16", "cpu_fp32", "cuda_fp16", "cpu_int4");

    private static final int PLACES = 768;
    private static final int PROMPT_ROWS = 64;

    private final QwenConfig config;
    private final Sampling sampling;
    private final ResourceStack open = new ResourceStack();
    private final LanguageModel model;
    private final CodecDecoder decoder;
    private final SpeakerEncoder speakers;
    private final String stamp;
    private final String speakerStamp;

    private QwenSpeech(Engine engine, Engine once, Path directory, Path cache, Sampling sampling) {
        this.sampling = sampling;
        config = QwenConfig.read(directory.resolve("checkpoint/config.json"));
        Path checkpoint = directory.resolve("checkpoint/model.safetensors");
        requireGpu(engine, checkpoint);
        try {
            Path sound = edition(directory, "tok_decoder.onnx")
                    .or(() -> edition(directory, "speaker_encoder.onnx"))
                    .orElse(directory.resolve("onnx").resolve(EDITIONS.getFirst()));
            decoder = open.push(new CodecDecoder(engine, config, sound.resolve("tok_decoder.onnx")));
            speakers = open.push(new SpeakerEncoder(once, config, sound.resolve("speaker_encoder.onnx")));
            model = open.push(model(engine, checkpoint, directory, cache));
            Path language = Files.isRegularFile(checkpoint)
                    ? checkpoint
                    : edition(directory, "talker_cache.onnx").orElseThrow();
            speakerStamp = ModelStamp.of(List.of(sound.resolve("speaker_encoder.onnx")));
            stamp = ModelStamp.of(List.of(
                    directory.resolve("checkpoint/config.json"),
                    language,
                    sound.resolve("tok_decoder.onnx"),
                    sound.resolve("speaker_encoder.onnx")));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * @param engine runs what is run for every frame
     * @param once runs what is run once for a voice, with shapes that are not fixed
     * @param directory with the folders {@code checkpoint} and {@code onnx}
     * @param cache for our own graphs
     * @throws InferenceException if a file is missing, damaged or of another model; it says which
     */
    public static QwenSpeech open(Engine engine, Engine once, Path directory, Path cache, Sampling sampling) {
        return new QwenSpeech(engine, once, directory, cache, sampling);
    }

    private static Optional<Path> edition(Path directory, String file) {
        return EDITIONS.stream()
                .map(edition -> directory.resolve("onnx").resolve(edition))
                .filter(folder -> Files.isRegularFile(folder.resolve(file)))
                .findFirst();
    }

    /** On a processor a second of speech takes several, and the first start some minutes. */
    private static void requireGpu(Engine engine, Path checkpoint) {
        if (onProcessor(engine) && Files.isRegularFile(checkpoint)) {
            try (SafeTensors weights = SafeTensors.open(checkpoint)) {
                if (!"true".equals(weights.metadata().get(Network.STAND_IN))) {
                    throw new InferenceException(
                            "Qwen3-TTS needs an NVIDIA GPU: on a processor each second of speech takes"
                                    + " several. Use moss-tts-nano here.");
                }
            }
        }
    }

    private static boolean onProcessor(Engine engine) {
        return engine.name().endsWith("cpu");
    }

    private LanguageModel model(Engine engine, Path checkpoint, Path directory, Path cache) {
        if (Files.isRegularFile(checkpoint)) {
            ElementType type = onProcessor(engine) ? ElementType.FLOAT32 : ElementType.FLOAT16;
            PreparedGraphs graphs = PreparedGraphs.of(config, checkpoint, cache, type, PLACES, PROMPT_ROWS);
            return new PreparedModel(engine, config, graphs, SafeTensors.open(checkpoint), sampling);
        }
        Path published = edition(directory, "talker_cache.onnx")
                .orElseThrow(() -> new InferenceException("There is neither " + checkpoint
                        + " nor a talker_cache.onnx below it. Get them with \"vignette models pull qwen3-tts-0.6b\"."));
        return new PublishedModel(engine, config, published, sampling);
    }

    public QwenConfig config() {
        return config;
    }

    /** Whether any weights are made up. */
    public boolean standIn() {
        return model.standIn() || decoder.standIn();
    }

    /** Changes with the files. */
    public String stamp() {
        return stamp;
    }

    /** Changes with the file that makes vectors of speakers. */
    public String speakerStamp() {
        return speakerStamp;
    }

    /** The vector of a speaker, as wide as the talker. */
    public float[] voice(Pcm sample) {
        return speakers.encode(sample);
    }

    /**
     * Says a prompt. It ends by itself, or after {@code most} frames.
     *
     * @param seed all randomness
     * @param eachFrame called before every frame; what it throws ends the speech
     * @param sound takes the samples at 24 kHz in order
     */
    public void say(
            Prompt prompt,
            float[] voice,
            int most,
            long seed,
            Stopwatch watch,
            Runnable eachFrame,
            Consumer<float[]> sound) {
        SplittableRandom random = new SplittableRandom(seed);
        int room = Math.min(most, model.places() - prompt.rows().size());
        FirstCodes first = new FirstCodes(config.codec(), sampling);
        SoundStream stream =
                new SoundStream(frames -> watch.codec(() -> decoder.decode(frames)), decoder.window(), sound);
        try (LanguageModel.Sentence sentence = watch.prompt(() -> model.begin(prompt, voice))) {
            float[] logits = watch.prompt(sentence::logits);
            for (int frame = 0; frame < room; frame++) {
                eachFrame.run();
                int code = first.next(logits, random.nextDouble());
                if (code == FirstCodes.END) {
                    break;
                }
                float[] uniforms = uniforms(random);
                stream.add(watch.predictor(() -> sentence.frame(code, uniforms)));
                if (frame + 1 < room) {
                    logits = watch.talker(() -> {
                        sentence.advance();
                        return sentence.logits();
                    });
                }
            }
        }
        stream.end();
    }

    private float[] uniforms(SplittableRandom random) {
        float[] uniforms = new float[config.codebooks() - 1];
        for (int i = 0; i < uniforms.length; i++) {
            // As many bits as a float holds, so that none is rounded to 1.
            uniforms[i] = (random.nextInt() >>> 8) * 0x1p-24f;
        }
        return uniforms;
    }

    @Override
    public void close() {
        open.close();
    }
}
