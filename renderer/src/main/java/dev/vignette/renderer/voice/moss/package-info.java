/**
 * MOSS-TTS-Nano by OpenMOSS (Apache-2.0): a voice cloned from a few seconds, on a processor. A language model of 100 M weights writes
 * frames of 16 codes, 12.5 a second; a causal codec makes 48 kHz sound of them. Runs the authors' own ONNX files.
 *
 * @see <a href="https://github.com/OpenMOSS/MOSS-TTS-Nano">OpenMOSS/MOSS-TTS-Nano</a>
 */
@NullMarked
package dev.vignette.renderer.voice.moss;

import org.jspecify.annotations.NullMarked;
