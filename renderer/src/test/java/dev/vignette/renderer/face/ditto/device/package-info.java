@NullMarked
package dev.vignette.renderer.face.ditto.device;

import org.jspecify.annotations.NullMarked;
