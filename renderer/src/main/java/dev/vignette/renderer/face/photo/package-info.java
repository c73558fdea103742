/**
 * The embedded face for photographs, in the order of the work: {@code FaceFinder} and its finders measure
 * {@code Landmarks}; {@code PortraitCrop} brings them to the film's size; {@code FaceMesh} lays triangles over them, cut
 * between the lips and along the lids; {@code Handles}, {@code MovingLeastSquares} and {@code Deformation} say where
 * vertices go in an expression; {@code PhotoPainter} draws, with {@code MouthInterior} and {@code Eyelid} for what the
 * picture does not show.
 */
@NullMarked
package dev.vignette.renderer.face.photo;

import org.jspecify.annotations.NullMarked;
