/**
 * What stands between strangers' text and the language model, and between the model's text and people: pure functions,
 * without a model and without a network. They lower risks; none of them is a proof.
 */
@NullMarked
package dev.vignette.conversation.guard;

import org.jspecify.annotations.NullMarked;
