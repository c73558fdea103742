/** Which of the languages that Vignette converses in a text is written in. */
@NullMarked
package dev.vignette.conversation.language;

import org.jspecify.annotations.NullMarked;
