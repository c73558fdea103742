package dev.vignette.conversation.reply;

import dev.vignette.media.Language;
import java.util.Optional;

/**
 * A message to be answered.
 *
 * @param conversation whose memory it belongs to: one per channel and person, never shared
 * @param text as the person wrote or said it
 * @param persona who answers, a sentence or two for the system prompt; from the operator, trusted
 * @param heard the language, where speech recognition is sure of it
 * @param usual the language of the person's profile, used where nothing else tells
 */
public record Question(
        String conversation, String text, String persona, Optional<Language> heard, Optional<Language> usual) {
    public Question {
        if (conversation.isBlank()) {
            throw new IllegalArgumentException("A question belongs to a conversation; its id is blank.");
        }
    }

    public static Question of(String conversation, String text, String persona) {
        return new Question(conversation, text, persona, Optional.empty(), Optional.empty());
    }
}
