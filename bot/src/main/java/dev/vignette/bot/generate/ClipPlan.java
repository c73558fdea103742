package dev.vignette.bot.generate;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.clip.ClipKey;
import dev.vignette.clip.ClipRecipe.Versioned;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderJob;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been checked: what is to be made, and by which key it is known.
 *
 * @param request what was asked, to plan it anew
 * @param voice who will speak
 * @param shortened whether the text was cut to keep to a length
 * @param declaration to be recorded before anything is made, or null where no guest is involved
 */
public record ClipPlan(
        ClipKey key,
        ClipRequest request,
        RenderJob job,
        Versioned voice,
        boolean shortened,
        @Nullable Declaration declaration) {

    /** The same film with other randomness, for a voice that drew badly. */
    ClipPlan again(int attempt) {
        RenderJob other = new RenderJob(
                job.script(),
                job.avatar(),
                job.format(),
                job.maxDuration(),
                key.seed("film-" + attempt),
                job.direction());
        return new ClipPlan(key, request, other, voice, shortened, declaration);
    }

    public String spokenText() {
        return job.script().text();
    }

    public Language language() {
        return job.script().language();
    }
}
