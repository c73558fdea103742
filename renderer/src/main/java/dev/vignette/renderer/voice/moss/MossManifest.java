package dev.vignette.renderer.voice.moss;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The fields of {@code browser_poc_manifest.json} and of the two meta files that are used here, as they are published. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MossManifest(
        Map<String, String> modelFiles,
        TtsConfig ttsConfig,
        PromptTemplates promptTemplates,
        GenerationDefaults generationDefaults) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record TtsConfig(
            int nVq,
            int audioPadTokenId,
            int audioStartTokenId,
            int audioEndTokenId,
            int audioUserSlotTokenId,
            int audioAssistantSlotTokenId) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record PromptTemplates(
            List<Integer> userPromptPrefixTokenIds,
            List<Integer> userPromptAfterReferenceTokenIds,
            List<Integer> assistantPromptPrefixTokenIds) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record GenerationDefaults(int maxNewFrames) {}

    /** {@code tts_browser_onnx_meta.json}. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record LanguageMeta(Map<String, String> files, ModelConfig modelConfig, LanguageNames onnx) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ModelConfig(
            int hiddenSize,
            int globalLayers,
            int globalHeads,
            int headDim,
            int localLayers,
            int localHeads,
            int localHeadDim,
            int vocabSize,
            List<Integer> audioCodebookSizes) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record LanguageNames(
            List<String> prefillOutputNames,
            List<String> decodeInputNames,
            List<String> decodeOutputNames,
            SamplingConstants fixedSampledFrameConstants) {}

    /** What the sampling inside {@code local_fixed_sampled_frame} was built with. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SamplingConstants(float audioTemperature, int audioTopK, float audioTopP, float audioRepetitionPenalty) {}

    /** {@code codec_browser_onnx_meta.json}. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CodecMeta(Map<String, String> files, CodecConfig codecConfig, StreamingDecode streamingDecode) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CodecConfig(int sampleRate, int channels, int numQuantizers, int downsampleRate) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record StreamingDecode(List<TransformerOffset> transformerOffsets, List<AttentionCache> attentionCaches) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record TransformerOffset(String inputName, String outputName, List<Long> shape) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record AttentionCache(
            String offsetInputName,
            String offsetOutputName,
            List<Long> offsetShape,
            String cachedKeysInputName,
            String cachedKeysOutputName,
            String cachedValuesInputName,
            String cachedValuesOutputName,
            List<Long> cacheShape,
            String cachedPositionsInputName,
            String cachedPositionsOutputName,
            List<Long> positionsShape) {}
}
