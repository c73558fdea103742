package dev.vignette.bot.reply;

import dev.vignette.conversation.reply.OllamaProvider;
import dev.vignette.conversation.reply.OpenAiProvider;
import dev.vignette.conversation.reply.ReplyEngine;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which language model answers; all under {@code vignette.llm}. {@code docs/configuration.md} has the table.
 *
 * @param provider which to use
 * @param deadline from the message to the reply, whatever the model does
 * @param speech longest time that the spoken part of a reply takes
 * @param memoryTurns how many earlier exchanges the model is shown
 * @param memoryTtl how old they may be
 * @param ollama an Ollama server
 * @param openai any server with OpenAI's chat completions
 */
@ConfigurationProperties("vignette.llm")
record LlmSettings(
        @DefaultValue("auto") Choice provider,
        @DefaultValue("30s") Duration deadline,
        @DefaultValue("20s") Duration speech,
        @DefaultValue("10") int memoryTurns,
        @DefaultValue("24h") Duration memoryTtl,
        @DefaultValue Ollama ollama,
        @DefaultValue OpenAi openai) {
    LlmSettings {
        if (memoryTurns < 0 || memoryTurns > 100) {
            throw new IllegalArgumentException("vignette.llm.memory-turns must be from 0 to 100.");
        }
        if (!deadline.isPositive() || !speech.isPositive()) {
            throw new IllegalArgumentException("vignette.llm.deadline and vignette.llm.speech must be positive.");
        }
    }

    enum Choice {
        /** Ollama if it is reachable and has the model, else the scripted small talk. */
        AUTO,
        OLLAMA,
        OPENAI,
        SCRIPTED
    }

    /** See {@link OllamaProvider.Settings}. */
    record Ollama(
            @DefaultValue("http://localhost:11434") String baseUrl,
            @DefaultValue("qwen3.5:4b") String model,
            @DefaultValue("4096") int context,
            @DefaultValue("256") int predict,
            @DefaultValue("30m") String keepAlive) {
        OllamaProvider.Settings settings() {
            return new OllamaProvider.Settings(
                    baseUrl, model, context, predict, keepAlive, Duration.ofSeconds(2), Duration.ofSeconds(2));
        }
    }

    /** See {@link OpenAiProvider.Settings}. */
    record OpenAi(
            @DefaultValue("http://localhost:8080/v1") String baseUrl,
            @DefaultValue("qwen") String model,
            @DefaultValue("") String apiKey,
            @DefaultValue("256") int predict,
            @DefaultValue("true") boolean quietQwen) {
        OpenAiProvider.Settings settings(Duration timeout) {
            return new OpenAiProvider.Settings(baseUrl, model, apiKey, predict, timeout, quietQwen);
        }
    }

    ReplyEngine.Limits limits() {
        return new ReplyEngine.Limits(deadline, speech);
    }
}
