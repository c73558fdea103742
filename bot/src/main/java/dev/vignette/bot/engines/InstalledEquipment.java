package dev.vignette.bot.engines;

import dev.vignette.conversation.language.LanguageDetector;
import dev.vignette.renderer.avatar.AvatarCatalogue;
import dev.vignette.renderer.face.photo.PhotoFace;
import dev.vignette.renderer.face.sketch.SketchFace;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import java.util.List;

/** What is there on a bare machine: the embedded voice and faces, and the built-in avatars. */
public final class InstalledEquipment {
    private InstalledEquipment() {}

    /** Cheap: engines are opened when the first film needs them. */
    public static Equipment find() {
        Engines engines = new Engines(EspeakVoice::open, () -> List.of(new SketchFace(), new PhotoFace()));
        return new Equipment(engines, cast(), new DecodedGuests(), new LanguageDetector()::detect);
    }

    /** The built-in avatars. */
    public static Cast cast() {
        return new Cast(AvatarCatalogue.builtIn().all().stream()
                .map(card -> new Cast.Member(
                        card.avatar(), card.name(), card.persona(), card.languages(), card.accent(), card.portrait()))
                .toList());
    }
}
