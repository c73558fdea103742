package dev.vignette.renderer.voice.moss;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.moss.MossManifest.CodecMeta;
import dev.vignette.renderer.voice.moss.MossManifest.LanguageMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An installation of MOSS-TTS-Nano: its JSON files read and checked, its tokenizer, and where its networks lie.
 *
 * @param home directory of the language model's files
 * @param codecHome directory of the codec's files
 */
record MossModel(
        Path home,
        Path codecHome,
        MossManifest manifest,
        LanguageMeta language,
        CodecMeta codec,
        SentencePiece tokenizer) {
    /** Folders in which the authors have published the language model. */
    private static final List<String> FOLDERS = List.of("MOSS-TTS-Nano-100M-ONNX", "MOSS-TTS-Nano-ONNX-CPU", "");

    private static final Map<String, String> ALIASES = Map.of(
            "MOSS-TTS-Nano-ONNX-CPU", "MOSS-TTS-Nano-100M-ONNX",
            "MOSS-Audio-Tokenizer-Nano-ONNX-CPU", "MOSS-Audio-Tokenizer-Nano-ONNX");

    private static final long LARGEST = 64 << 20;
    private static final int CODEBOOK = 1_024;
    private static final int MOST_CODEBOOKS = 32;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * @param directory of the model in the store
     * @throws RenderException ENGINE_MISSING with the name of the first file that cannot be used
     */
    static MossModel read(Path directory) {
        Path home = FOLDERS.stream()
                .map(directory::resolve)
                .filter(folder -> Files.isRegularFile(folder.resolve("browser_poc_manifest.json")))
                .findFirst()
                .orElseThrow(() -> unusable("browser_poc_manifest.json is missing", null));
        MossManifest manifest = json(home.resolve("browser_poc_manifest.json"), MossManifest.class);
        Path languageFile = inside(directory, home, manifest.modelFiles().getOrDefault("tts_meta", ""));
        Path codecFile = inside(directory, home, manifest.modelFiles().getOrDefault("codec_meta", ""));
        Path tokenizerFile =
                inside(directory, home, manifest.modelFiles().getOrDefault("tokenizer_model", "tokenizer.model"));
        LanguageMeta language = json(languageFile, LanguageMeta.class);
        CodecMeta codec = json(codecFile, CodecMeta.class);
        check(manifest, language, codec);
        SentencePiece tokenizer = tokenizer(tokenizerFile);
        if (tokenizer.size() > language.modelConfig().vocabSize()) {
            throw unusable("tokenizer.model has more pieces than the language model knows", null);
        }
        return new MossModel(folder(languageFile), folder(codecFile), manifest, language, codec, tokenizer);
    }

    private static void check(MossManifest manifest, LanguageMeta language, CodecMeta codec) {
        int codebooks = manifest.ttsConfig().nVq();
        boolean known = codebooks > 0
                && codebooks <= MOST_CODEBOOKS
                && codec.codecConfig().numQuantizers() == codebooks
                && language.modelConfig().audioCodebookSizes().size() == codebooks
                && language.modelConfig().audioCodebookSizes().stream().allMatch(size -> size == CODEBOOK)
                && codec.codecConfig().channels() == 2
                && codec.codecConfig().downsampleRate() > 0
                && manifest.generationDefaults().maxNewFrames() > 0;
        if (!known) {
            throw unusable("its JSON files describe another kind of model", null);
        }
    }

    /** Files that were described under an older folder name are looked for under the newer one; none may lie outside. */
    private static Path inside(Path directory, Path home, String relative) {
        Path root = directory.toAbsolutePath().normalize();
        Path file = home.toAbsolutePath().resolve(relative).normalize();
        if (!Files.isRegularFile(file)) {
            String renamed = relative;
            for (Map.Entry<String, String> alias : ALIASES.entrySet()) {
                renamed = renamed.replace(alias.getKey(), alias.getValue());
            }
            file = home.toAbsolutePath().resolve(renamed).normalize();
        }
        if (relative.isEmpty() || !file.startsWith(root) || !Files.isRegularFile(file)) {
            throw unusable("the file \"" + relative + "\" is missing", null);
        }
        return file;
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file that was found lies in a folder");
    }

    private static <T> T json(Path file, Class<T> type) {
        try {
            return JSON.readValue(bytes(file), type);
        } catch (IOException | JacksonException e) {
            throw unusable(file.getFileName() + " cannot be read", e);
        }
    }

    private static SentencePiece tokenizer(Path file) {
        try {
            return new SentencePiece(SentencePieceModel.read(bytes(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file.getFileName() + " is no tokenizer", e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("larger than any such file");
        }
        return Files.readAllBytes(file);
    }

    private static RenderException unusable(String what, @Nullable Throwable cause) {
        return new RenderException(
                Reason.ENGINE_MISSING,
                "MOSS-TTS-Nano cannot be used: " + what + ". Mend it with \"vignette models pull moss-tts-nano\".",
                cause);
    }

    int codebooks() {
        return manifest.ttsConfig().nVq();
    }

    /** Values of a code; one more stands for none. */
    int codebookSize() {
        return CODEBOOK;
    }

    Path network(String name) {
        return home.resolve(file(language.files(), name));
    }

    Path codecNetwork(String name) {
        return codecHome.resolve(file(codec.files(), name));
    }

    /** A bare file name: nothing in a JSON file leads out of its directory. */
    private static String file(Map<String, String> files, String name) {
        String file = files.getOrDefault(name, "");
        if (file.isEmpty() || !file.equals(Path.of(file).getFileName().toString())) {
            throw unusable("its JSON files do not say where \"" + name + "\" lies", null);
        }
        return file;
    }
}
