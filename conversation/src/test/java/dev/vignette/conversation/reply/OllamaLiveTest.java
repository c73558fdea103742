package dev.vignette.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.conversation.guard.ContentFilter;
import dev.vignette.conversation.language.LanguageDetector;
import dev.vignette.media.Language;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;

/** Against a real Ollama: {@code OLLAMA_BASE_URL}, and {@code OLLAMA_MODEL} if it is not {@code qwen3.5:4b}. */
@EnabledIfEnvironmentVariable(named = "OLLAMA_BASE_URL", matches = ".+")
class OllamaLiveTest {
    @ParameterizedTest
    @CsvSource({"en,What is a lighthouse for?", "es,¿Para qué sirve un faro?", "zh,灯塔有什么用？"})
    void answersInTheLanguageOfTheQuestion(String language, String question) {
        OllamaProvider provider = new OllamaProvider(
                OllamaProvider.Settings.of(
                        System.getenv("OLLAMA_BASE_URL"), System.getenv().getOrDefault("OLLAMA_MODEL", "qwen3.5:4b")),
                InstantSource.system());
        Answer answer = new ReplyEngine(
                        List.of(provider),
                        MessageWindowChatMemory.builder().build(),
                        new LanguageDetector(),
                        ContentFilter.bundled(),
                        InstantSource.system(),
                        ReplyEngine.Limits.DEFAULT)
                .answer(Question.of("live", question, "You are Mia, a friendly guide."), ReplyListener.NONE);
        assertThat(answer.outcome()).as(answer.toString()).isEqualTo(Answer.Outcome.ANSWERED);
        assertThat(answer.reply().language()).isEqualTo(Language.of(language));
        assertThat(answer.reply().spoken().text()).isNotEmpty();
    }
}
