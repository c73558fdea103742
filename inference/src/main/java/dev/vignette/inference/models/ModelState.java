package dev.vignette.inference.models;

/** How much of a model is here. */
public enum ModelState {
    /** All files are here, with the sizes that they were checked with. */
    INSTALLED,
    /** A pull was begun and can go on. */
    PARTLY,
    ABSENT,
    /** A file is missing, has another size, or failed a check. */
    DAMAGED,
    /** Networks of the right shape with made-up weights. */
    STAND_IN
}
