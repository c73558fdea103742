package dev.vignette.conversation.reply;

import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * A model behind OpenAI's chat completions: llama.cpp, vLLM, SGLang, LM Studio or a service. Qwen's templates are told not
 * to think ({@code chat_template_kwargs}); servers that do not know the field are expected to pass over it.
 */
public final class OpenAiProvider extends ModelServer {
    /**
     * @param baseUrl up to and with the version: {@code http://localhost:8080/v1}
     * @param model as the server names it
     * @param apiKey empty if the server wants none; never logged
     * @param predict most tokens of an answer
     * @param timeout of one request
     * @param quietQwen whether to send {@code chat_template_kwargs.enable_thinking = false}; OpenAI itself refuses it
     */
    public record Settings(
            String baseUrl, String model, String apiKey, int predict, Duration timeout, boolean quietQwen) {
        @Override
        public String toString() {
            return "Settings[" + baseUrl + ", " + model + "]";
        }
    }

    private static final Duration PROBE = Duration.ofSeconds(2);

    private final Settings settings;
    private final ChatModel model;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE).build();

    public OpenAiProvider(Settings settings, InstantSource clock) {
        super("The server at " + settings.baseUrl(), clock);
        this.settings = settings;
        this.model = OpenAiChatModel.builder().options(options(1)).build();
    }

    @Override
    public String name() {
        return "openai/" + settings.model();
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    Optional<String> remedy(Throwable cause) {
        return switch (cause) {
            case NotFoundException unknown ->
                Optional.of("The server at " + settings.baseUrl() + " does not know the model " + settings.model()
                        + "; set VIGNETTE_LLM_OPENAI_MODEL to one that it lists under /models.");
            case UnauthorizedException strange ->
                Optional.of("The server at " + settings.baseUrl()
                        + " does not take the key; set VIGNETTE_LLM_OPENAI_API_KEY.");
            default -> Optional.empty();
        };
    }

    /** Any answer at all will do: not every server lists its models, and some list them to nobody without a key. */
    @Override
    Optional<String> look() {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(settings.baseUrl().replaceAll("/+$", "") + "/models"))
                    .timeout(PROBE);
            if (!settings.apiKey().isEmpty()) {
                request.header("Authorization", "Bearer " + settings.apiKey());
            }
            http.send(request.build(), BodyHandlers.discarding());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("No model server answers at " + settings.baseUrl()
                    + "; start it, or set VIGNETTE_LLM_OPENAI_BASE_URL.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The look for a model server was interrupted.");
        }
    }

    @Override
    OpenAiChatOptions options(int room) {
        OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
        options.baseUrl(settings.baseUrl())
                // The client insists on one.
                .apiKey(settings.apiKey().isEmpty() ? "none" : settings.apiKey())
                .model(settings.model())
                .timeout(settings.timeout())
                .maxRetries(0);
        options.maxTokens(room * settings.predict());
        if (settings.quietQwen()) {
            options.extraBody(Map.of("chat_template_kwargs", Map.of("enable_thinking", false)));
        }
        return options.build();
    }
}
