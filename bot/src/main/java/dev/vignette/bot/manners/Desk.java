package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.turn.Turns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands work with. */
record Desk(
        Turns turns,
        PreferenceStore preferences,
        Quotas quotas,
        AccessList access,
        Faces faces,
        Wording wording,
        MannersSettings settings) {
    /** The language to speak with the caller in: what they chose, what the chat chose, what their app says. */
    String language(Caller caller) {
        String own = preferences.of(Scope.PERSON, caller).language();
        if (own != null) {
            return own;
        }
        String chats = preferences.of(Scope.CHAT, caller).language();
        return chats != null ? chats : caller.language() != null ? caller.language() : "en";
    }

    /** The form to answer in: what the person chose, what the chat chose, the form of the message. */
    AnswerForm form(Caller caller, Medium medium) {
        AnswerChoice choice = preferences.of(Scope.PERSON, caller).form();
        if (choice == null) {
            choice = preferences.of(Scope.CHAT, caller).form();
        }
        return (choice == null ? AnswerChoice.MIRROR : choice).form(medium, settings.writtenAnswer());
    }

    /** Whose voice is to speak: the person's choice, the chat's; null for the face's own. Voices that may not be used any more are not. */
    @Nullable
    String speaker(Caller caller) {
        String own = preferences.of(Scope.PERSON, caller).speaker();
        if (own != null && known(voices().choosableBy(caller.platform(), caller.person()), own)) {
            return own;
        }
        String chats = preferences.of(Scope.CHAT, caller).speaker();
        return chats != null && known(voices().builtIn(), chats) ? chats : null;
    }

    private static boolean known(List<Voices.Voice> voices, String id) {
        return voices.stream().anyMatch(voice -> voice.id().equals(id));
    }

    Voices voices() {
        return faces.voices();
    }

    /** That this is an AI, and how to talk to it. */
    String greeting(String language) {
        return wording.say("greeting", language);
    }

    boolean admin(Caller caller) {
        return caller.admin() || access.operates(caller.platform(), caller.person());
    }

    String say(String key, CommandCall call, Object... arguments) {
        return wording.say(key, call.language(), arguments);
    }
}
