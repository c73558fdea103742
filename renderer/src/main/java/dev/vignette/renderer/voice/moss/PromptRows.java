package dev.vignette.renderer.voice.moss;

import dev.vignette.renderer.voice.moss.MossManifest.PromptTemplates;
import dev.vignette.renderer.voice.moss.MossManifest.TtsConfig;
import java.util.Arrays;
import java.util.List;

/**
 * The prompt of the language model: rows of one text id and one code per codebook, where one of the two is always "none".
 * Pure.
 *
 * @param values row-major, {@code count × width}
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for a network, never compared.
record PromptRows(int[] values, int width) {

    /**
     * @param reference codes of the sample, one array a frame
     * @param text ids of what is to be said
     */
    static PromptRows of(TtsConfig config, PromptTemplates templates, List<int[]> reference, List<Integer> text) {
        Builder rows = new Builder(
                config,
                templates.userPromptPrefixTokenIds().size()
                        + templates.userPromptAfterReferenceTokenIds().size()
                        + templates.assistantPromptPrefixTokenIds().size()
                        + reference.size()
                        + text.size()
                        + 3);
        rows.text(templates.userPromptPrefixTokenIds());
        rows.text(List.of(config.audioStartTokenId()));
        reference.forEach(frame -> rows.add(config.audioUserSlotTokenId(), frame));
        rows.text(List.of(config.audioEndTokenId()));
        rows.text(templates.userPromptAfterReferenceTokenIds());
        rows.text(text);
        rows.text(templates.assistantPromptPrefixTokenIds());
        rows.text(List.of(config.audioStartTokenId()));
        return rows.done();
    }

    /** The row that follows once a frame has been made. */
    static PromptRows of(TtsConfig config, int[] frame) {
        Builder rows = new Builder(config, 1);
        rows.add(config.audioAssistantSlotTokenId(), frame);
        return rows.done();
    }

    int count() {
        return values.length / width;
    }

    private static final class Builder {
        private final int[] values;
        private final int width;
        private int at;

        Builder(TtsConfig config, int rows) {
            width = config.nVq() + 1;
            values = new int[rows * width];
            Arrays.fill(values, config.audioPadTokenId());
        }

        void text(List<Integer> ids) {
            for (int id : ids) {
                values[at] = id;
                at += width;
            }
        }

        void add(int id, int[] codes) {
            if (codes.length != width - 1) {
                throw new IllegalArgumentException("A frame has " + (width - 1) + " codes, not " + codes.length);
            }
            values[at] = id;
            System.arraycopy(codes, 0, values, at + 1, codes.length);
            at += width;
        }

        PromptRows done() {
            return new PromptRows(values, width);
        }
    }
}
