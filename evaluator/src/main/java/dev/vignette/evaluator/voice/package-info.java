/** Whether a voice says the right words, carries the right pitch and pace, and sounds like the person. */
@NullMarked
package dev.vignette.evaluator.voice;

import org.jspecify.annotations.NullMarked;
