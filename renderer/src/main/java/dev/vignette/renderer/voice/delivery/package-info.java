/**
 * What all cloning engines have in common between a script and the sound of it: the text cut into passages, takes judged and
 * repeated, joins, pauses and loudness. {@link dev.vignette.renderer.voice.delivery.Narrator} puts it together.
 */
@NullMarked
package dev.vignette.renderer.voice.delivery;

import org.jspecify.annotations.NullMarked;
