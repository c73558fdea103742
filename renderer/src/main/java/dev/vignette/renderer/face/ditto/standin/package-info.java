/**
 * Networks with Ditto's names, shapes and layer structure and made-up weights, for machines and tests without the
 * published files. Films made with them are labelled as such.
 */
@NullMarked
package dev.vignette.renderer.face.ditto.standin;

import org.jspecify.annotations.NullMarked;
