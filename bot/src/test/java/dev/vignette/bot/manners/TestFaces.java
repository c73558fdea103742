package dev.vignette.bot.manners;

import java.util.List;

/** Two people to talk to. */
public final class TestFaces {
    public static final Faces TWO = new Faces(List.of(new Faces.Face("ada", "Ada"), new Faces.Face("lin", "Lin")));

    private TestFaces() {}
}
