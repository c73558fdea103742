package dev.vignette.bot.chat;

/** In which form a message is answered. The text always comes, and comes first. */
public enum AnswerForm {
    /** In writing; a film is made if somebody asks for it afterwards ({@link TurnAction#TALK}). */
    TEXT(false, false),
    /** In writing and as a voice note that says it. */
    VOICE(true, false),
    /** In writing and as a film that says it. */
    FILM(false, true),
    /** In writing, as a voice note, and as a film of the same speech. */
    VOICE_AND_FILM(true, true);

    private final boolean voice;
    private final boolean film;

    AnswerForm(boolean voice, boolean film) {
        this.voice = voice;
        this.film = film;
    }

    /** Whether a voice note belongs to it. */
    public boolean voice() {
        return voice;
    }

    /** Whether a film belongs to it. */
    public boolean film() {
        return film;
    }

    /** Whether anything of it is to be heard. */
    public boolean spoken() {
        return voice || film;
    }

    /** All that belongs to this form or the other. */
    public AnswerForm and(AnswerForm other) {
        return of(voice || other.voice, film || other.film);
    }

    static AnswerForm of(boolean voice, boolean film) {
        return voice ? film ? VOICE_AND_FILM : VOICE : film ? FILM : TEXT;
    }
}
