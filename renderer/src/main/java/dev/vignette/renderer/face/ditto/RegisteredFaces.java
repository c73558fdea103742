package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.avatar.Look.Photograph;
import dev.vignette.renderer.face.ditto.config.DittoConfiguration;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.Registration;
import dev.vignette.renderer.face.ditto.source.Source;
import dev.vignette.renderer.face.ditto.source.SourceCache;
import dev.vignette.renderer.face.ditto.source.SourceRules;
import java.nio.file.Path;
import java.util.List;

/**
 * What was found in the pictures of those who are shown, each registered once. Photographs are kept on the disk, but not a guest's; films
 * in memory. Safe to use from several threads.
 */
final class RegisteredFaces {
    private static final String GUEST = "guest";

    private final DittoConfiguration.FootageRules rules;
    private final Registration registration;
    private final SourceCache sources;
    private final FootageCache footages = new FootageCache();
    private final String suffix;

    /**
     * @param insightFace whether faces are found by the detectors for research
     * @param cache where photographs are kept
     * @param version of the face, which what is kept belongs to
     */
    RegisteredFaces(
            DittoNetworks networks, DittoConfiguration configuration, boolean insightFace, Path cache, String version) {
        rules = configuration.footage();
        registration = new Registration(
                networks,
                new SourceRules(
                        configuration.longestSide(),
                        configuration.cropScale(),
                        configuration.cropShift(),
                        configuration.turned(),
                        configuration.person() == null),
                insightFace);
        sources = new SourceCache(cache);
        suffix = (insightFace ? "-i-" : "-m-") + version;
    }

    /** Whatever shows the avatar. */
    Footage footage(Avatar avatar) {
        return avatar.look() instanceof Look.Footage film
                ? footages.get(film, this::register)
                : Footage.still(source(avatar));
    }

    /** The face in a photograph. */
    Source source(Avatar avatar) {
        if (!(avatar.look() instanceof Photograph photograph)) {
            throw new RenderException(
                    Reason.UNUSABLE_PORTRAIT,
                    "This face shows photographs only; choose the sketch face for a drawing.");
        }
        boolean guest = avatar.id().value().equals(GUEST);
        String key = photograph.hash().replaceAll("[^A-Za-z0-9.-]", "_") + suffix;
        return sources.get(key, !guest, () -> registration.register(RgbPicture.of(photograph.picture())));
    }

    /** @param pictures of a film, 25 a second, all of one size */
    Footage register(List<RgbPicture> pictures) {
        List<RgbPicture> used =
                rules.most() > 0 ? pictures.subList(0, Math.min(rules.most(), pictures.size())) : pictures;
        Registration.Moving moving = registration.register(used, rules.smoothing());
        return new Footage(moving.shots(), moving.keyPoints());
    }

    /** Lets go of what is in memory. */
    void clear() {
        sources.clear();
        footages.clear();
    }
}
