/**
 * Python's pickles without Python: {@link dev.vignette.inference.pickle.Pickle} makes values of them and nothing else, and asks
 * a {@link dev.vignette.inference.pickle.Vocabulary} about every name that one mentions.
 */
@NullMarked
package dev.vignette.inference.pickle;

import org.jspecify.annotations.NullMarked;
