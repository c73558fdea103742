/**
 * What happens between an incoming message and the words of the answer: its {@linkplain
 * dev.vignette.conversation.language language}, its {@linkplain dev.vignette.conversation.guard safety}, the {@linkplain
 * dev.vignette.conversation.reply reply}, and the {@linkplain dev.vignette.conversation.speakable words to be spoken}.
 */
@NullMarked
package dev.vignette.conversation;

import org.jspecify.annotations.NullMarked;
