/** Who speaks: cards of the built-in avatars, portraits and voice samples that people bring. */
@NullMarked
package dev.vignette.renderer.avatar;

import org.jspecify.annotations.NullMarked;
