/**
 * Networks shaped exactly like the published exports of Whisper, with made-up weights: for measuring, and for tests of
 * everything but the words. Every file is marked as a stand-in.
 */
@NullMarked
package dev.vignette.inference.standin.whisper;

import org.jspecify.annotations.NullMarked;
