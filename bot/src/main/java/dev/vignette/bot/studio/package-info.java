/**
 * What the web studio needs besides conversations: avatars that people bring ({@code Sitting} looks at picture and voice,
 * {@code OwnAvatars} keeps them), the wording they consent to, and a view of the clip library. The page itself lies in
 * {@code resources/static}; {@code docs/studio.md} shows it.
 */
@NullMarked
package dev.vignette.bot.studio;

import org.jspecify.annotations.NullMarked;
