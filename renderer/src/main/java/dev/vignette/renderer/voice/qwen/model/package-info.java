/** What the files of Qwen3-TTS say of its shape and its tokens. */
@NullMarked
package dev.vignette.renderer.voice.qwen.model;

import org.jspecify.annotations.NullMarked;
