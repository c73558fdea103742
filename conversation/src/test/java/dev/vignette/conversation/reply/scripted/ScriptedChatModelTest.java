package dev.vignette.conversation.reply.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.conversation.language.LanguageDetector;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

class ScriptedChatModelTest {
    private final ScriptedChatModel model = new ScriptedChatModel(
            new LanguageDetector(), Clock.fixed(Instant.parse("2026-11-22T12:05:00Z"), ZoneId.of("Europe/Madrid")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello|Hello! It is good to see you. What is your name?",
                "My name is ana|Nice to meet you, Ana! I will remember that while we talk.",
                "what is my name?|You have not told me your name yet. What shall I call you?",
                "What time is it?|It is 13:05, Central European Time.",
                "what's the date|Today is Sunday, November 22, 2026.",
                "thanks a lot|You are welcome!",
                "what is 12*7|That makes 84.",
                "What is twelve times seven?|That makes 84.",
                "how much is (2 + 3) * 4 - 1?|That makes 19.",
                "10 / 4 = ?|That makes 2.5.",
                "what is 5 divided by 0|Nothing can be divided by zero.",
                "hola|¡Hola! Me alegro de verte. ¿Cómo te llamas?",
                "me llamo Juan|¡Encantado, Juan! Lo recordaré mientras hablemos.",
                "¿Cuánto es 3 más 4?|El resultado es 7.",
                "cuánto es diez entre cuatro|El resultado es 2,5.",
                "¿Qué hora es?|Hora actual: 13:05, hora de Europa central.",
                "muchas gracias|¡De nada!",
                "你好|你好！很高兴见到你。你叫什么名字？",
                "我叫小明|很高兴认识你，小明！我们聊天的时候我会记住的。",
                "十二加三等于多少|等于15。",
                "12乘以7是多少？|等于84。",
                "现在几点了？|现在是13:05，中欧时间。",
                "谢谢|不客气！",
            })
    void smallTalk(String said, String answer) {
        assertThat(answer(List.of(new UserMessage(said)))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Are you a real person?|not a person and not Qwen",
                "¿Quién eres?|ni Qwen",
                "你是谁|也不是千问",
                "What is the capital of Mongolia?|ollama pull",
                "¿Cuál es la capital de Mongolia?|ollama pull",
                "蒙古的首都是哪里？|ollama pull",
                "What is 2 apples plus love?|ollama pull",
            })
    void saysPlainlyWhatItIsAndWhatItCannotKnow(String said, String part) {
        assertThat(answer(List.of(new UserMessage(said)))).contains(part);
    }

    @Test
    void remembersTheNameThatTheConversationTells() {
        List<Message> conversation = List.of(
                new UserMessage("<message>\nHi, my name is Ana\n</message>"),
                new AssistantMessage("Nice to meet you, Ana!"),
                new UserMessage("<message>\nwhat is my name?\n</message>"));
        assertThat(answer(conversation)).isEqualTo("Your name is Ana; you told me so.");
    }

    @ParameterizedTest
    @CsvSource({"tell me a joke", "cuéntame un chiste", "讲个笑话"})
    void tellsTwelveJokesBeforeOneComesBack(String wish) {
        List<Message> conversation = new ArrayList<>();
        Set<String> jokes = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            conversation.add(new UserMessage(wish));
            String joke = answer(conversation);
            conversation.add(new AssistantMessage(joke));
            jokes.add(joke);
        }
        assertThat(jokes).hasSize(12);
    }

    @Test
    void streamsWordByWordUnderItsOwnName() {
        Prompt prompt = new Prompt(new UserMessage("hello"));
        List<ChatResponse> pieces = model.stream(prompt).toStream().toList();
        assertThat(pieces)
                .hasSizeGreaterThan(5)
                .allSatisfy(p -> assertThat(p.getMetadata().getModel()).isEqualTo("scripted"));
        assertThat(pieces.stream().map(ScriptedChatModelTest::text)).containsSequence("Hello! ", "It ", "is ");
    }

    private String answer(List<Message> messages) {
        ChatResponse response = model.call(new Prompt(messages));
        assertThat(response.getMetadata().getModel()).isEqualTo("scripted");
        return text(response);
    }

    private static String text(ChatResponse response) {
        return Objects.requireNonNull(
                Objects.requireNonNull(response.getResult()).getOutput().getText());
    }
}
