/**
 * Lip-sync measured on the finished film: how far the mouth is open in each decoded frame, against how loud the decoded
 * sound is there.
 */
@NullMarked
package dev.vignette.evaluator.lipsync;

import org.jspecify.annotations.NullMarked;
