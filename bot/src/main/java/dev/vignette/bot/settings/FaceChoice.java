package dev.vignette.bot.settings;

/** Who shows photographs speaking. Drawn avatars are not concerned. */
public enum FaceChoice {
    /** Ditto if it is installed and this machine is fast enough for it, else the photo face. */
    AUTO,
    /** Ditto however slow it is; the photo face only while Ditto cannot be opened. */
    DITTO,
    /** The photo face, whatever is installed. */
    PHOTO
}
