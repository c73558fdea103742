package dev.vignette.renderer.face.ditto.drive;

import java.util.EnumSet;
import java.util.Set;

/** The parts of a motion. */
public enum Item {
    SCALE,
    PITCH,
    YAW,
    ROLL,
    T,
    EXP;

    /** What sound moves in a still picture. */
    public static final Set<Item> OF_PICTURE = Set.copyOf(EnumSet.of(EXP, PITCH, YAW, ROLL, T));

    /** What sound moves in a film. */
    public static final Set<Item> OF_FILM = Set.of(EXP);
}
