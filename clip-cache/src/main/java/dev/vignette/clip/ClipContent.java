package dev.vignette.clip;

/** What a store keeps of clips. Each store keeps one kind, so that the same id means a clip's film in one and its voice note in another. */
public enum ClipContent {
    /** MP4 with H.264 and AAC. */
    FILM("clip.mp4"),
    /** The speech alone: Opus in Ogg. */
    VOICE_NOTE("voice.ogg");

    private final String fileName;

    ClipContent(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
