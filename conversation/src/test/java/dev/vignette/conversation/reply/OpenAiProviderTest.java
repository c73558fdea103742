package dev.vignette.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vignette.conversation.guard.ContentFilter;
import dev.vignette.conversation.language.LanguageDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;

/** The client against a server that speaks OpenAI's chat completions, well and badly. */
@Timeout(60)
class OpenAiProviderTest {
    private static final LanguageDetector LANGUAGES = new LanguageDetector();
    private static final ContentFilter FILTER = ContentFilter.bundled();

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile List<String> pieces = List.of("The sea ", "is ", "calm today.");
    private volatile boolean hangs;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/models", exchange -> respond(exchange, 200, "{\"data\":[]}"));
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void complete(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (status != 200) {
            respond(exchange, status, "{\"error\":{\"message\":\"no\",\"type\":\"x\",\"code\":\"y\"}}");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (String piece : pieces) {
                out.write(("data: " + chunk("{\"role\":\"assistant\",\"content\":\"" + piece + "\"}", "null") + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (hangs) {
                end.await();
            }
            out.write(("data: " + chunk("{}", "\"stop\"") + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"qwen\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer ask(String text, Duration deadline) {
        String url = "http://localhost:" + server.getAddress().getPort() + "/v1";
        var settings = new OpenAiProvider.Settings(url, "qwen", "secret-key", 256, Duration.ofSeconds(30), true);
        ReplyEngine engine = new ReplyEngine(
                List.of(new OpenAiProvider(settings, InstantSource.system())),
                MessageWindowChatMemory.builder().build(),
                LANGUAGES,
                FILTER,
                InstantSource.system(),
                new ReplyEngine.Limits(deadline, Reply.DEFAULT_BUDGET));
        return engine.answer(Question.of("c", text, "You are Ada."), ReplyListener.NONE);
    }

    @Test
    void anAnswerIsStreamedAndQwenIsToldNotToThink() {
        Answer answer = ask("How is the sea today?", Duration.ofSeconds(30));
        assertThat(answer.outcome()).as(answer.toString()).isEqualTo(Answer.Outcome.ANSWERED);
        assertThat(answer.provider()).isEqualTo("openai/qwen");
        assertThat(answer.reply().text()).isEqualTo("The sea is calm today.");
        assertThat(requests)
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("\"stream\":true")
                        .contains("\"enable_thinking\":false")
                        .contains("\"max_tokens\":256")
                        .contains("How is the sea today?"));
        assertThat(keys).containsExactly("Bearer secret-key");
    }

    @Test
    void thinkingInsideTheContentIsLeftOut() {
        pieces = List.of("<think>They ask ", "about the sea.</think>", "It is calm and blue.");
        assertThat(ask("How is the sea today?", Duration.ofSeconds(30)).reply().text())
                .isEqualTo("It is calm and blue.");
    }

    @Test
    void anUnknownModelAndAWrongKeyAreExplained() {
        status = 404;
        Answer unknown = ask("How is the sea today?", Duration.ofSeconds(30));
        assertThat(unknown.outcome()).isEqualTo(Answer.Outcome.FAILED);
        assertThat(unknown.advice().orElseThrow()).contains("VIGNETTE_LLM_OPENAI_MODEL");
        status = 401;
        assertThat(ask("How is the sea today?", Duration.ofSeconds(30)).advice().orElseThrow())
                .contains("VIGNETTE_LLM_OPENAI_API_KEY")
                .doesNotContain("secret-key");
    }

    @Test
    void aServerThatBreaksOrHangsCostsAPlainSentence() {
        status = 500;
        assertThat(ask("How is the sea today?", Duration.ofSeconds(30)).reply().text())
                .contains("language model");
        status = 200;
        hangs = true;
        pieces = List.of("The ");
        Answer slow = ask("How is the sea today?", Duration.ofMillis(400));
        assertThat(slow.outcome()).isEqualTo(Answer.Outcome.FAILED);
        assertThat(slow.reply().text()).contains("too long");
    }

    @Test
    void whereNobodyListensItIsSaid() {
        server.stop(0);
        assertThat(ask("How is the sea today?", Duration.ofSeconds(30)).advice().orElseThrow())
                .contains("No model server answers");
    }
}
