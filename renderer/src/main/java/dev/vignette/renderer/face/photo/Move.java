package dev.vignette.renderer.face.photo;

/** The ways in which a face is deformed; each is one field of shifts, and fields add up. */
enum Move {
    /** Lower lip and chin go down. */
    OPEN,
    /** The upper lip is raised. */
    UPPER_LIP,
    /** Corners come together, lips come forward. */
    NARROW,
    /** Corners go apart. */
    SPREAD,
    /** Corners go up. */
    SMILE,
    /** Lips are pressed on each other. */
    PRESS,
    /** In a picture with an open mouth: the lips meet. */
    CLOSE,
    /** The lower lip comes up and in under the upper teeth. */
    TUCK,
    /** Brows go up. */
    BROWS
}
