/**
 * Model files: which there are ({@link dev.vignette.inference.models.ModelCatalog}, from data files), which are here
 * ({@link dev.vignette.inference.models.ModelStore}) and how they come here ({@code Pull}: hub listing, resumed downloads,
 * hashes, licence, disk space). Nothing is fetched unless somebody asks for it.
 */
@NullMarked
package dev.vignette.inference.models;

import org.jspecify.annotations.NullMarked;
