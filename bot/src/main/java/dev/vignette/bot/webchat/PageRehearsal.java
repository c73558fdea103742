package dev.vignette.bot.webchat;

import dev.vignette.bot.access.Door;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.generate.RenderQueue;
import dev.vignette.bot.reply.SmallTalk;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.Rehearsal;
import dev.vignette.bot.turn.Sentences;
import dev.vignette.bot.turn.TurnEvent;
import dev.vignette.bot.turn.Turns;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Practises when the service has started: a crowd that comes at once would otherwise be answered by code that nobody has
 * compiled yet, at four times the processor time. Conversations are held in a {@link Rehearsal}, and {@link PageVisit}s go
 * through the web server. One after the other, and never while somebody is being answered or waits for a film.
 */
@Component
class PageRehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(PageRehearsal.class);

    private static final List<String> QUESTIONS = List.of(
            "Hello! What can you do for me today?",
            "What is 381 plus 46?",
            "Tell me a joke, please.",
            "Hola, ¿qué puedes hacer por mí hoy?",
            "¿Cuánto es 12 por 34?",
            "你好，你今天能帮我做什么？",
            "Thank you, that was kind. What time is it?");

    /** The JVM compiles a method when it has been called two hundred times. */
    private static final int VISITS = 250;

    private static final int CONVERSATIONS = 40;

    /** What has not been practised by then is left to life. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long after somebody's words nothing is practised. */
    private static final long RESPECT_NANOS = Duration.ofMillis(200).toNanos();

    private final Settings settings;
    private final SmallTalk smallTalk;
    private final Sentences sentences;
    private final JsonMapper json;
    private final Door door;
    private final ObjectProvider<RenderQueue> films;
    private final SecureRandom random = new SecureRandom();
    private volatile long lastWords = System.nanoTime() - RESPECT_NANOS;
    private volatile @Nullable Thread thread;

    PageRehearsal(
            Settings settings,
            SmallTalk smallTalk,
            Sentences sentences,
            JsonMapper json,
            Door door,
            ObjectProvider<RenderQueue> films,
            Turns people) {
        this.settings = settings;
        this.smallTalk = smallTalk;
        this.sentences = sentences;
        this.json = json;
        this.door = door;
        this.films = films;
        people.listen(event -> lastWords = System.nanoTime());
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        if (settings.warmUp()) {
            var visit = PageVisit.to(ready.getApplicationContext().getEnvironment(), door, json);
            thread = Thread.ofVirtual().name("rehearsal").start(() -> practise(visit, VISITS, CONVERSATIONS));
        }
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** @param visit null if there is no web server to visit */
    void practise(@Nullable PageVisit visit, int visits, int conversations) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            visit(visit, visits, end);
            talk(conversations, end);
            LOG.debug("Practised.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The rehearsal failed; the first people wait a little longer.", e);
        }
    }

    private void visit(@Nullable PageVisit visit, int visits, long end) throws InterruptedException {
        try (visit) {
            for (int i = 0; visit != null && i < visits && goesOn(end); i++) {
                visit.make();
            }
        } catch (IOException e) {
            LOG.debug("The service cannot visit itself", e);
        }
    }

    private void talk(int conversations, long end) throws InterruptedException {
        try (var rehearsal = new Rehearsal(
                smallTalk::remembering, sql -> new WebPlatform(new WebPosts(sql, InstantSource.system())))) {
            Turns turns = rehearsal.turns();
            var views = new Views(turns, new WebPosts(rehearsal.database(), InstantSource.system()), sentences);
            var streams = new ConversationStreams(turns, views, json);
            BlockingQueue<TurnId> ended = new LinkedBlockingQueue<>();
            turns.listen(event -> {
                if (event instanceof TurnEvent.Moved moved && moved.state().ended()) {
                    ended.add(moved.turn());
                }
            });
            try {
                boolean on = true;
                for (int i = 0; i < conversations && on; i++) {
                    on = converse(rehearsal, views, streams, ended, end);
                }
            } finally {
                streams.stop();
            }
        }
    }

    private boolean converse(
            Rehearsal rehearsal, Views views, ConversationStreams streams, BlockingQueue<TurnId> ended, long end)
            throws InterruptedException {
        var id = ConversationId.random(random);
        streams.open(rehearsal.turns().begin(WebPlatform.NAME, id, "nobody", null), null);
        for (String question : QUESTIONS) {
            if (!goesOn(end)) {
                return false;
            }
            TurnId turn = rehearsal.inbox().accept(message(id, question)).turn();
            json.writeValueAsString(views.turn(turn).orElseThrow());
            if (ended.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) == null) {
                return false;
            }
        }
        return rehearsal.turns().forget(WebPlatform.NAME, id);
    }

    private ChatMessage message(ConversationId id, String text) {
        return new ChatMessage(
                WebPlatform.NAME,
                id,
                new PersonId(id.value()),
                new EventId(TurnId.random(random).value()),
                new MessageContent.Text(text),
                null,
                Instant.now());
    }

    /** Waits until nobody is being answered; false if it is time to stop. */
    private boolean goesOn(long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            films.ifAvailable(queue -> lastWords = queue.running() > 0 ? System.nanoTime() : lastWords);
            long wait = lastWords + RESPECT_NANOS - System.nanoTime();
            if (wait <= 0) {
                return true;
            }
            LockSupport.parkNanos(wait);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return false;
    }
}
