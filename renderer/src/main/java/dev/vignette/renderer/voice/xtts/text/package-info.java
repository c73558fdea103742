/**
 * Text as XTTS-v2 was taught it: cleaned by language, numbers in words, Chinese in pinyin, cut into pieces of words by byte-pair
 * encoding. {@link dev.vignette.renderer.voice.xtts.text.XttsTokenizer} is the way in.
 */
@NullMarked
package dev.vignette.renderer.voice.xtts.text;

import org.jspecify.annotations.NullMarked;
