package dev.vignette.bot.webchat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.Conversation;
import dev.vignette.bot.turn.Turn;
import dev.vignette.bot.turn.Turns;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Messages: sent, watched, cancelled. All answers come as soon as the message is stored, never after the reply. */
@RestController
@RequestMapping(ConversationController.PATH + "/{id}")
class TurnController {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Messages of one person that may be unanswered at once. */
    private static final int MAX_OPEN = 20;

    private final Inbox inbox;
    private final Turns turns;
    private final Views views;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    TurnController(Inbox inbox, Turns turns, Views views, ObjectProvider<InstantSource> clock) {
        this.inbox = inbox;
        this.turns = turns;
        this.views = views;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /**
     * @param text what the person wrote
     * @param language of it, BCP 47; the conversation's if left out
     */
    record Message(@Nullable String text, @Nullable String language) {}

    /** Accepts a written message; the same {@code Idempotency-Key} again is the same message. */
    @PostMapping("/messages")
    ResponseEntity<TurnView> say(
            @PathVariable String id,
            @RequestBody Message message,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @Nullable Principal principal) {
        Conversation conversation = ConversationController.find(turns, id);
        MessageContent content =
                understood(() -> new MessageContent.Text(message.text() == null ? "" : message.text()));
        String language = message.language() == null ? conversation.language() : Languages.check(message.language());
        return accept(conversation, content, language, key, principal);
    }

    /** Accepts a recording as it is, with its media type as {@code Content-Type}. */
    @PostMapping(
            path = "/voice-notes",
            consumes = {"audio/*", "video/webm", "video/mp4", "application/octet-stream"})
    ResponseEntity<TurnView> speak(
            @PathVariable String id,
            HttpServletRequest request,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @Nullable Principal principal)
            throws IOException {
        Conversation conversation = ConversationController.find(turns, id);
        String type = request.getContentType() == null ? "application/octet-stream" : request.getContentType();
        byte[] sound = read(request);
        MessageContent content = understood(() -> new VoiceNote(type, sound.length, ByteSource.of(sound)));
        return accept(conversation, content, conversation.language(), key, principal);
    }

    /** The recording of a turn, for the person to hear again. */
    @GetMapping("/voice-notes/{turn}")
    ResponseEntity<StreamingResponseBody> hear(@PathVariable String id, @PathVariable String turn) {
        VoiceNote note = turns.voiceNote(find(id, turn)).orElseThrow(PageException::noTurn);
        StreamingResponseBody body = out -> {
            try (InputStream in = note.sound().open()) {
                in.transferTo(out);
            }
        };
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(note.mediaType()))
                .contentLength(note.size())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "inline; filename=\"voice-note\"")
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    /** Stops a turn; one that has ended stays as it is. */
    @PostMapping("/turns/{turn}/cancel")
    ResponseEntity<TurnView> cancel(@PathVariable String id, @PathVariable String turn) {
        TurnId found = find(id, turn).id();
        turns.cancel(found);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(views.turn(found).orElseThrow(PageException::noTurn));
    }

    private ResponseEntity<TurnView> accept(
            Conversation conversation,
            MessageContent content,
            @Nullable String language,
            @Nullable String key,
            @Nullable Principal principal) {
        // Until somebody has logged in, a conversation is all we know of a person.
        PersonId person = new PersonId(
                principal == null
                        ? conversation.id().value()
                        : "login/" + URLEncoder.encode(principal.getName(), UTF_8));
        int open = turns.open(WebPlatform.NAME, person);
        if (open >= MAX_OPEN) {
            throw PageException.tooMany(open);
        }
        var receipt = inbox.accept(new ChatMessage(
                WebPlatform.NAME,
                conversation.id(),
                person,
                event(conversation, key),
                content,
                language,
                clock.instant()));
        return ResponseEntity.status(receipt.duplicate() ? 200 : 202)
                .cacheControl(CacheControl.noStore())
                .body(views.turn(receipt.turn()).orElseThrow(PageException::noTurn));
    }

    /** Keys are the page's own, so they count within their conversation: no page can meet another's message by its key. */
    private EventId event(Conversation conversation, @Nullable String key) {
        String unique = key == null ? TurnId.random(random).value() : key;
        return understood(() -> {
            if (unique.length() > 64) {
                throw new IllegalArgumentException("The Idempotency-Key is at most 64 visible ASCII characters.");
            }
            return new EventId(conversation.id() + "/" + unique);
        });
    }

    private Turn find(String conversation, String turn) {
        Conversation found = ConversationController.find(turns, conversation);
        try {
            return turns.turn(new TurnId(turn))
                    .filter(it -> it.platform().equals(WebPlatform.NAME)
                            && it.conversation().equals(found.id()))
                    .orElseThrow(PageException::noTurn);
        } catch (IllegalArgumentException e) {
            throw PageException.noTurn();
        }
    }

    private static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() <= VoiceNote.MAX_BYTES) {
            byte[] sound = request.getInputStream().readNBytes(VoiceNote.MAX_BYTES + 1);
            if (sound.length <= VoiceNote.MAX_BYTES) {
                return sound;
            }
        }
        throw PageException.tooLarge(
                "A voice note may have " + VoiceNote.MAX_BYTES / 1_000_000 + " MB at most. Record a shorter one.");
    }

    private static <T> T understood(Supplier<T> content) {
        try {
            return content.get();
        } catch (IllegalArgumentException e) {
            throw PageException.bad(String.valueOf(e.getMessage()));
        }
    }
}
