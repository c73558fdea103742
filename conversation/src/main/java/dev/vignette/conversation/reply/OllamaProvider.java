package dev.vignette.conversation.reply;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Qwen, or any other model, served by Ollama. Every request carries {@code think: false} (absent, Ollama switches
 * thinking on for models that can), the context length (absent, it depends on the graphics card), the most tokens and how
 * long the model stays loaded.
 */
public final class OllamaProvider extends ModelServer {
    /**
     * @param baseUrl for example {@code http://localhost:11434}
     * @param model a tag as in {@code ollama list}
     * @param context tokens of context; one constant, because a change makes Ollama load the model again
     * @param predict most tokens of an answer
     * @param keepAlive how long the model stays loaded, in Ollama's notation: {@code "30m"}, {@code "-1"}
     * @param connect how long to wait for a connection
     * @param probe how long to wait for the list of models
     */
    public record Settings(
            String baseUrl,
            String model,
            int context,
            int predict,
            String keepAlive,
            Duration connect,
            Duration probe) {
        public static Settings of(String baseUrl, String model) {
            return new Settings(baseUrl, model, 4096, 256, "30m", Duration.ofSeconds(2), Duration.ofSeconds(2));
        }
    }

    private final Settings settings;
    private final OllamaApi api;
    private final ChatModel model;

    public OllamaProvider(Settings settings, InstantSource clock) {
        super("Ollama at " + settings.baseUrl(), clock);
        this.settings = settings;
        // HTTP/1.1: Ollama speaks nothing else in the clear, and the attempt to upgrade confuses some proxies.
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connect())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.probe());
        this.api = OllamaApi.builder()
                .baseUrl(settings.baseUrl())
                .restClientBuilder(RestClient.builder().requestFactory(requests))
                .webClientBuilder(WebClient.builder().clientConnector(new JdkClientHttpConnector(http)))
                .build();
        this.model =
                OllamaChatModel.builder().ollamaApi(api).options(options(1)).build();
    }

    @Override
    public String name() {
        return "ollama/" + settings.model();
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    Optional<String> remedy(Throwable cause) {
        return cause instanceof WebClientResponseException response
                        && response.getStatusCode().value() == 404
                ? Optional.of(pull())
                : Optional.empty();
    }

    /**
     * Loads the model into memory in the background, so that the first person does not wait for it.
     *
     * @return completes when it is loaded, exceptionally if that failed
     */
    public CompletableFuture<@Nullable Void> warmUp() {
        OllamaApi.ChatRequest nothing = OllamaApi.ChatRequest.builder(settings.model()).messages(List.of()).stream(true)
                .keepAlive(settings.keepAlive())
                .options(Map.of("num_ctx", settings.context()))
                .build();
        return api.streamingChat(nothing).then().toFuture();
    }

    @Override
    Optional<String> look() {
        try {
            List<OllamaApi.Model> models = api.listModels().models();
            boolean there = models != null
                    && models.stream()
                            .anyMatch(m -> settings.model().equals(m.name())
                                    || (settings.model() + ":latest").equals(m.name()));
            return there ? Optional.empty() : Optional.of(pull());
        } catch (RuntimeException e) {
            return Optional.of("Ollama does not answer at " + settings.baseUrl() + "; start it with: ollama serve");
        }
    }

    private String pull() {
        return "Ollama does not have the model; fetch it with: ollama pull " + settings.model();
    }

    @Override
    OllamaChatOptions options(int room) {
        return OllamaChatOptions.builder()
                .model(settings.model())
                .numCtx(settings.context())
                .numPredict(room * settings.predict())
                .keepAlive(settings.keepAlive())
                .disableThinking()
                .build();
    }
}
