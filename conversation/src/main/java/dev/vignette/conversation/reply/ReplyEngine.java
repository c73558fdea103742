package dev.vignette.conversation.reply;

import dev.vignette.conversation.guard.BlockedContentAdvisor;
import dev.vignette.conversation.guard.BlockedContentException;
import dev.vignette.conversation.guard.ContentFilter;
import dev.vignette.conversation.guard.IncomingText;
import dev.vignette.conversation.guard.PromptEcho;
import dev.vignette.conversation.guard.QuotedMessage;
import dev.vignette.conversation.guard.Refusals;
import dev.vignette.conversation.language.LanguageDetector;
import dev.vignette.media.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Answers messages with the first of its providers that is there, in the language of the person, and always within the
 * deadline: where the model fails, hangs or says nothing, a plain sentence takes its place. Safe for several threads;
 * messages of one conversation should be given one after the other.
 *
 * <p>Only what was really answered is remembered: refused messages and failures leave no trace in the model's memory.
 */
public final class ReplyEngine {
    /**
     * @param deadline from the question to the answer, whatever the model does
     * @param budget how long the voice may speak
     */
    public record Limits(Duration deadline, Duration budget) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), Reply.DEFAULT_BUDGET);
    }

    private static final int MOST_FAILURES = 2;

    private final List<ReplyProvider> providers;
    private final ChatMemory memory;
    private final LanguageDetector languages;
    private final BlockedContentAdvisor guard;
    private final InstantSource clock;
    private final Limits limits;

    /** @param providers in the order of preference; the last one should be one that is always there */
    public ReplyEngine(
            List<ReplyProvider> providers,
            ChatMemory memory,
            LanguageDetector languages,
            ContentFilter filter,
            InstantSource clock,
            Limits limits) {
        this.providers = List.copyOf(providers);
        this.memory = memory;
        this.languages = languages;
        this.guard = new BlockedContentAdvisor(filter);
        this.clock = clock;
        this.limits = limits;
    }

    /** Answers, and tells {@code listener} of the text while it comes in. Blocks until the answer is whole. */
    public Answer answer(Question question, ReplyListener listener) {
        Instant start = clock.instant();
        IncomingText incoming = IncomingText.of(question.text());
        List<Message> before = memory.get(question.conversation());
        Language language = language(question, incoming, before);
        if (incoming.text().isBlank()) {
            return prepared(
                    Apologies.NOTHING_ASKED.in(language), language, Answer.Outcome.FAILED, start, Optional.empty());
        }
        List<String> obstacles = new ArrayList<>();
        for (ReplyProvider provider : providers) {
            Optional<String> obstacle = provider.obstacle();
            if (obstacle.isEmpty()) {
                Turn turn = new Turn(provider, question, incoming, before, language, listener, start, obstacles);
                return turn.take();
            }
            obstacles.add(obstacle.get());
        }
        return prepared(
                Apologies.FAILED.in(language),
                language,
                Answer.Outcome.FAILED,
                start,
                advice(obstacles, Optional.empty()));
    }

    /** Forgets the conversation. */
    public void forget(String conversation) {
        memory.clear(conversation);
    }

    private Language language(Question question, IncomingText incoming, List<Message> before) {
        return question.heard()
                .or(() -> languages.detect(incoming.text()))
                .or(() -> before.reversed().stream()
                        .filter(m -> m.getMessageType() == MessageType.ASSISTANT)
                        .flatMap(m -> languages.detect(text(m)).stream())
                        .findFirst())
                .or(question::usual)
                .orElse(Language.ENGLISH);
    }

    private static String text(Message message) {
        String text = message.getText();
        return text == null ? "" : text;
    }

    private Answer prepared(
            String text, Language language, Answer.Outcome outcome, Instant start, Optional<String> advice) {
        Duration taken = Duration.between(start, clock.instant());
        return new Answer(Reply.of(text, language, limits.budget()), Answer.GUARD, outcome, taken, taken, advice);
    }

    private static Optional<String> advice(List<String> obstacles, Optional<String> last) {
        List<String> all = new ArrayList<>(obstacles);
        last.ifPresent(all::add);
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", all));
    }

    /** One question put to one provider, up to a few times. */
    private final class Turn {
        private final ReplyProvider provider;
        private final Question question;
        private final IncomingText incoming;
        private final List<Message> before;
        private final Language language;
        private final ReplyListener listener;
        private final Instant start;
        private final List<String> obstacles;
        private @Nullable Instant first;
        private boolean sterner;
        private boolean roomier;
        private int failures;
        /** An answer in the wrong language, to fall back on if the second try is no better. */
        private @Nullable String second;

        Turn(
                ReplyProvider provider,
                Question question,
                IncomingText incoming,
                List<Message> before,
                Language language,
                ReplyListener listener,
                Instant start,
                List<String> obstacles) {
            this.provider = provider;
            this.question = question;
            this.incoming = incoming;
            this.before = before;
            this.language = language;
            this.listener = listener;
            this.start = start;
            this.obstacles = obstacles;
        }

        Answer take() {
            while (true) {
                StreamedText streamed = new StreamedText(listener, clock);
                String system = SystemPrompt.of(question.persona(), language, limits.budget(), sterner);
                try {
                    Duration left = limits.deadline().minus(Duration.between(start, clock.instant()));
                    if (!left.isPositive()) {
                        return instead(Apologies.SLOW, Optional.empty());
                    }
                    ChatClient.create(provider.model()).prompt(prompt(system)).advisors(guard).stream()
                            .chatResponse()
                            .doOnNext((ChatResponse response) -> streamed.add(response))
                            .then()
                            .block(left);
                } catch (BlockedContentException blocked) {
                    streamed.abandon();
                    provider.succeeded();
                    return prepared(
                            Refusals.of(blocked.concern(), language),
                            language,
                            Answer.Outcome.REFUSED,
                            start,
                            Optional.empty());
                } catch (RuntimeException | LinkageError failure) {
                    streamed.abandon();
                    provider.failed(failure);
                    Optional<String> advice = provider.advice(failure);
                    failures++;
                    boolean late = clock.instant()
                            .isAfter(
                                    start.plus(limits.deadline().multipliedBy(9).dividedBy(10)));
                    if (late || failures >= MOST_FAILURES || advice.isPresent()) {
                        return second != null
                                ? answered(second)
                                : instead(late ? Apologies.SLOW : Apologies.FAILED, advice);
                    }
                    continue;
                }
                String text = streamed.close();
                first = first == null ? streamed.first().orElse(null) : first;
                provider.succeeded();
                if (PromptEcho.recites(text, system)) {
                    streamed.abandon();
                    return instead(Apologies.ABOUT_ITSELF, Optional.empty());
                }
                if (text.isBlank() && !roomier) {
                    roomier = true;
                } else if (text.isBlank()) {
                    return second != null ? answered(second) : instead(Apologies.SILENT, Optional.empty());
                } else if (wrongLanguage(text) && !sterner) {
                    sterner = true;
                    second = text;
                    streamed.abandon();
                } else {
                    return answered(text);
                }
            }
        }

        private Prompt prompt(String system) {
            List<Message> messages = new ArrayList<>();
            messages.add(new SystemMessage(system));
            before.forEach(m -> messages.add(
                    m.getMessageType() == MessageType.USER
                            ? new UserMessage(QuotedMessage.of(IncomingText.of(text(m))))
                            : m));
            // The switch that Qwen's templates know, beside the option, for builds that ignore the option.
            messages.add(new UserMessage(QuotedMessage.of(incoming) + (roomier ? "\n/no_think" : "")));
            return roomier && provider.roomier().isPresent()
                    ? new Prompt(messages, provider.roomier().get())
                    : new Prompt(messages);
        }

        private boolean wrongLanguage(String text) {
            return languages.detect(text).filter(l -> !l.equals(language)).isPresent();
        }

        private Answer answered(String text) {
            memory.add(question.conversation(), List.of(new UserMessage(incoming.text()), new AssistantMessage(text)));
            Instant end = clock.instant();
            return new Answer(
                    Reply.of(text, language, limits.budget()),
                    provider.name(),
                    Answer.Outcome.ANSWERED,
                    Duration.between(start, first == null ? end : first),
                    Duration.between(start, end),
                    advice(obstacles, Optional.empty()));
        }

        private Answer instead(Apologies apology, Optional<String> advice) {
            return prepared(apology.in(language), language, Answer.Outcome.FAILED, start, advice(obstacles, advice));
        }
    }
}
