/** From a script and an avatar to a film: the ports {@code Voice} and {@code Face} live below, the pipeline that joins them here. */
@NullMarked
package dev.vignette.renderer;

import org.jspecify.annotations.NullMarked;
