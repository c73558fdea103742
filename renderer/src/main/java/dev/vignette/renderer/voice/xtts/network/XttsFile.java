package dev.vignette.renderer.voice.xtts.network;

import java.nio.file.Path;

/** The files of a converted model, below its directory. */
public enum XttsFile {
    CONDITIONING("conditioning_encoder.onnx"),
    SPEAKER("speaker_encoder.onnx"),
    GPT("gpt_model.onnx"),
    /** The same network, with operators that only ONNX Runtime has; its weights are the other's. */
    GPT_ONNX_RUNTIME("gpt_model_onnxruntime.onnx"),
    VOCODER("hifigan_vocoder.onnx"),
    TEXT("embeddings/text_embedding.npy"),
    TEXT_POSITIONS("embeddings/text_pos_embedding.npy"),
    AUDIO("embeddings/mel_embedding.npy"),
    AUDIO_POSITIONS("embeddings/mel_pos_embedding.npy"),
    MEL_STATS("mel_stats.npy"),
    VOCABULARY("vocab.json");

    /** Where the files lie below the directory of the published ones. */
    public static final String DIRECTORY = "xtts_onnx";

    private final String path;

    XttsFile(String path) {
        this.path = path;
    }

    public Path in(Path directory) {
        return directory.resolve(path);
    }
}
