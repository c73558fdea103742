/**
 * XTTS-v2 (Casanova et al. 2024) in Java: {@link dev.vignette.renderer.voice.xtts.XttsVoice} speaks by the networks that
 * {@code vignette models convert xtts} makes. Its weights may not be used commercially. Text is prepared in {@code text}, networks
 * are held in {@code network}, the published checkpoint becomes networks in {@code convert}.
 */
@NullMarked
package dev.vignette.renderer.voice.xtts;

import org.jspecify.annotations.NullMarked;
