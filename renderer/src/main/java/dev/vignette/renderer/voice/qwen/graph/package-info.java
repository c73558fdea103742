/**
 * The language models of Qwen3-TTS as graphs of our own, made from the official weights: shapes are fixed, the talker's cache
 * has places instead of growing, and one run of the predictor says all fifteen codes of a frame. Operators are ONNX's own, so
 * that any engine can take them.
 */
@NullMarked
package dev.vignette.renderer.voice.qwen.graph;

import org.jspecify.annotations.NullMarked;
