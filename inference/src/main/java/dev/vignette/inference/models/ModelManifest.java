package dev.vignette.inference.models;

import java.util.List;

/**
 * What there is to know of a model before it is here.
 *
 * @param id name and directory
 * @param title for people
 * @param purpose what it is for: {@code hearing}, {@code speech-detection}, {@code voice}, {@code face}
 * @param family models that the same code runs, such as {@code whisper}
 * @param quality order among the models of a purpose, the best highest; 0 if it is never recommended
 * @param licence terms
 * @param needs the machine it is of use on
 * @param sources where its files come from
 */
public record ModelManifest(
        ModelId id,
        String title,
        String purpose,
        String family,
        int quality,
        Licence licence,
        Needs needs,
        List<ModelSource> sources) {

    public ModelManifest {
        sources = List.copyOf(sources);
    }

    /** Size of all files, rounded where only the hub knows it. */
    public long roughBytes() {
        return sources.stream()
                .mapToLong(source -> source.megabytes() * 1_000_000L
                        + source.files().stream()
                                .mapToLong(file -> file.bytes() >= 0 ? file.bytes() : file.megabytes() * 1_000_000L)
                                .sum())
                .sum();
    }
}
