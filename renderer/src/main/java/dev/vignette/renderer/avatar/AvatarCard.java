package dev.vignette.renderer.avatar;

import dev.vignette.media.Language;
import java.util.List;

/**
 * A built-in avatar as it is presented to people.
 *
 * @param name as people call them
 * @param persona two or three sentences on who they are and how they talk, in English
 * @param languages what they speak, the first by preference
 * @param accent the colour that goes with them, {@code #RRGGBB}
 * @param licence SPDX identifier of the drawing and the card
 * @param portrait a picture of them at rest, PNG; must not be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Cards are told apart by their avatar's id; pictures are never compared.
public record AvatarCard(
        Avatar avatar,
        String name,
        String persona,
        List<Language> languages,
        String accent,
        String licence,
        byte[] portrait) {

    public AvatarCard {
        languages = List.copyOf(languages);
    }

    public AvatarId id() {
        return avatar.id();
    }
}
