/** XTTS-v2's networks and tables as they lie on the disk and in an engine. */
@NullMarked
package dev.vignette.renderer.voice.xtts.network;

import org.jspecify.annotations.NullMarked;
