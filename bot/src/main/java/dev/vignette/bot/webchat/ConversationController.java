package dev.vignette.bot.webchat;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.turn.Conversation;
import dev.vignette.bot.turn.Turns;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Conversations: begun, read, watched, changed, forgotten. */
@RestController
@RequestMapping(ConversationController.PATH)
class ConversationController {
    static final String PATH = "/api/v1/conversations";

    private static final Pattern AVATAR = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Turns turns;
    private final Views views;
    private final ConversationStreams streams;
    private final SecureRandom random = new SecureRandom();

    ConversationController(Turns turns, Views views, ConversationStreams streams) {
        this.turns = turns;
        this.views = views;
        this.streams = streams;
    }

    /**
     * @param avatar who is to answer; the usual one if left out
     * @param language of the person, BCP 47; the browser's if left out
     */
    record Beginning(@Nullable String avatar, @Nullable String language) {}

    /** @param avatar who is to answer from the next message on */
    record Change(@Nullable String avatar) {}

    @PostMapping
    ResponseEntity<ConversationView> begin(
            @RequestBody(required = false) @Nullable Beginning beginning,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        String avatar = beginning == null || beginning.avatar() == null ? null : avatar(beginning.avatar());
        String language = beginning != null && beginning.language() != null
                ? Languages.check(beginning.language())
                : Languages.preferred(accepted);
        ConversationId id = ConversationId.random(random);
        Conversation conversation = turns.begin(WebPlatform.NAME, id, avatar, language);
        return ResponseEntity.created(URI.create(Views.path(id)))
                .cacheControl(CacheControl.noStore())
                .body(views.conversation(conversation));
    }

    @GetMapping("/{id}")
    ResponseEntity<ConversationView> read(@PathVariable String id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(views.conversation(find(turns, id)));
    }

    @PatchMapping("/{id}")
    ResponseEntity<ConversationView> change(@PathVariable String id, @RequestBody Change change) {
        Conversation conversation = find(turns, id);
        if (change.avatar() != null) {
            turns.chooseAvatar(WebPlatform.NAME, conversation.id(), avatar(change.avatar()));
        }
        return read(id);
    }

    /** Everything about it goes, for good; also what is being made. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> forget(@PathVariable String id) {
        Conversation conversation = find(turns, id);
        turns.forget(WebPlatform.NAME, conversation.id());
        streams.forgotten(conversation.id());
        return ResponseEntity.noContent().build();
    }

    /** What happens from now on, or since the event that {@code Last-Event-ID} names; see docs/turns.md. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            @PathVariable String id, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                // Proxies such as nginx would hold events back otherwise.
                .header("X-Accel-Buffering", "no")
                .body(streams.open(find(turns, id), last));
    }

    /** @throws PageException if there is none */
    static Conversation find(Turns turns, String id) {
        ConversationId conversation;
        try {
            conversation = new ConversationId(id);
        } catch (IllegalArgumentException e) {
            throw PageException.noConversation();
        }
        return turns.conversation(WebPlatform.NAME, conversation).orElseThrow(PageException::noConversation);
    }

    private static String avatar(String name) {
        String avatar = name.strip().toLowerCase(Locale.ROOT);
        if (!AVATAR.matcher(avatar).matches()) {
            throw PageException.bad("\"avatar\" is the name of a face: a-z, 0-9 and dashes, at most 32 characters.");
        }
        return avatar;
    }
}
