package dev.vignette.bot.generate;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.clip.ClipKey;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderJob;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been checked: what is to be made, and by which key it is known.
 *
 * @param shortened whether the text was cut to keep to a length
 * @param declaration to be recorded before anything is made, or null where no guest is involved
 */
public record ClipPlan(
        ClipKey key,
        RenderJob job,
        boolean shortened,
        @Nullable Declaration declaration) {

    public String spokenText() {
        return job.script().text();
    }

    public Language language() {
        return job.script().language();
    }
}
