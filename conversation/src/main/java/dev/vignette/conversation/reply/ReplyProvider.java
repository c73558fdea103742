package dev.vignette.conversation.reply;

import java.util.Optional;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;

/** A source of answers: a chat model and what has to be known about it. Safe for several threads. */
public interface ReplyProvider {

    /** Which engine an answer came from, as shown to people: {@code "scripted"}, {@code "ollama/qwen3.5:4b"}. */
    String name();

    ChatModel model();

    /** Empty if it can be asked now, otherwise one sentence that says why not and what to do. May wait a second or two. */
    Optional<String> obstacle();

    /** Options with more room, for one more try after an answer that came back empty. */
    default Optional<ChatOptions> roomier() {
        return Optional.empty();
    }

    /** Told after each request that was answered. */
    default void succeeded() {}

    /** Told after each request that failed or took too long. */
    default void failed(Throwable cause) {}

    /** What the operator should do about {@code cause}, if that is known. */
    default Optional<String> advice(Throwable cause) {
        return Optional.empty();
    }

    /** A model that is always there, such as the scripted one. */
    static ReplyProvider always(String name, ChatModel model) {
        return new ReplyProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ChatModel model() {
                return model;
            }

            @Override
            public Optional<String> obstacle() {
                return Optional.empty();
            }
        };
    }
}
