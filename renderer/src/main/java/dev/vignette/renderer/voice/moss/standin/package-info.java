/** MOSS-TTS-Nano's files with made-up weights, which hum as long as the text would take: for tests and for measurements of speed. */
@NullMarked
package dev.vignette.renderer.voice.moss.standin;

import org.jspecify.annotations.NullMarked;
