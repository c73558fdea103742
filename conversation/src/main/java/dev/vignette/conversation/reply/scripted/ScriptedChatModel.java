package dev.vignette.conversation.reply.scripted;

import dev.vignette.conversation.guard.QuotedMessage;
import dev.vignette.conversation.language.LanguageDetector;
import dev.vignette.conversation.reply.SystemPrompt;
import dev.vignette.media.Language;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/**
 * The chat model that is always there: greetings, names, the time, jokes and sums in English, Spanish and Chinese, and an
 * honest "I cannot know that" for everything else. It is not a language model, says so when asked, and names itself
 * {@value #NAME} in its metadata. Stateless: what it remembers is what the prompt's messages say. Safe for several
 * threads.
 */
public final class ScriptedChatModel implements ChatModel {
    public static final String NAME = "scripted";

    /** Words with the blank after them; a Chinese character at a time. */
    private static final Pattern PIECE = Pattern.compile("\\p{IsHan}|[^\\s\\p{IsHan}]+\\s*|\\s+");

    private final Map<Language, SmallTalk> smallTalk = Map.of(
            Language.ENGLISH, new SmallTalk(Language.ENGLISH),
            Language.SPANISH, new SmallTalk(Language.SPANISH),
            Language.CHINESE, new SmallTalk(Language.CHINESE));
    private final LanguageDetector languages;
    private final Clock clock;

    /** @param clock the time and the zone in which "what time is it" is answered */
    public ScriptedChatModel(LanguageDetector languages, Clock clock) {
        this.languages = languages;
        this.clock = clock;
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        return response(answer(prompt));
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
        return Flux.defer(() ->
                        Flux.fromStream(PIECE.matcher(answer(prompt)).results().map(MatchResult::group)))
                .map(ScriptedChatModel::response);
    }

    private String answer(Prompt prompt) {
        List<String> said = prompt.getInstructions().stream()
                .filter(m -> m.getMessageType() == MessageType.USER)
                .map(m -> QuotedMessage.unquoted(text(m)))
                .toList();
        if (said.isEmpty()) {
            said = List.of("");
        }
        int answers = (int) prompt.getInstructions().stream()
                .filter(m -> m.getMessageType() == MessageType.ASSISTANT)
                .count();
        SmallTalk talk = smallTalk.get(language(prompt, said.getLast()));
        return talk == null ? "" : talk.answer(said, answers, ZonedDateTime.now(clock));
    }

    private Language language(Prompt prompt, String message) {
        return prompt.getInstructions().stream()
                .filter(m -> m.getMessageType() == MessageType.SYSTEM)
                .flatMap(m -> SystemPrompt.languageIn(text(m)).stream())
                .findFirst()
                .or(() -> languages.detect(message))
                .filter(smallTalk::containsKey)
                .orElse(Language.ENGLISH);
    }

    private static String text(Message message) {
        String text = message.getText();
        return text == null ? "" : text;
    }

    private static ChatResponse response(String text) {
        return new ChatResponse(
                List.of(new Generation(new AssistantMessage(text))),
                ChatResponseMetadata.builder().model(NAME).build());
    }
}
