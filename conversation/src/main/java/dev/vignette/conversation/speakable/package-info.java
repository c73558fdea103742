/**
 * From text as it is written (Markdown, chat markup, numbers, symbols) to text as it is spoken, within a number of
 * seconds.
 */
@NullMarked
package dev.vignette.conversation.speakable;

import org.jspecify.annotations.NullMarked;
