/**
 * XTTS-v2's published checkpoint made into networks in the ONNX format, without PyTorch:
 * {@link dev.vignette.renderer.voice.xtts.convert.XttsConversion} is the way in, a class per network writes its graph, and
 * {@link dev.vignette.renderer.voice.xtts.convert.XttsLayout} is the one list of what a checkpoint holds.
 */
@NullMarked
package dev.vignette.renderer.voice.xtts.convert;

import org.jspecify.annotations.NullMarked;
