package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A platform that remembers what was posted, doubles included. */
public final class FakePlatform implements ChatPlatform {
    public static final PlatformName NAME = new PlatformName("fake");

    public final List<Delivery> posted = new CopyOnWriteArrayList<>();
    public final List<PlatformMessageId> edits = new CopyOnWriteArrayList<>();
    final Map<DeliveryId, Delivery.Clip> clips = new ConcurrentHashMap<>();
    final List<Path> fetched = new CopyOnWriteArrayList<>();
    final FailurePlan failures = new FailurePlan();

    @Override
    public PlatformName name() {
        return NAME;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return new PlatformCapabilities(false, 10_000_000, Duration.ofMinutes(1), false, true, false, false);
    }

    @Override
    public PlatformMessageId deliverText(Delivery delivery) {
        return post(delivery);
    }

    @Override
    public PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip) {
        clips.put(delivery.id(), clip);
        return post(delivery);
    }

    @Override
    public PlatformMessageId deliverVoice(Delivery delivery, Delivery.Voice voice) {
        return post(delivery);
    }

    @Override
    public FetchedNote fetch(MessageContent.Attachment attachment) {
        failures.check("FETCH " + attachment.reference());
        try {
            Path file = Files.createTempFile("fetched", "");
            fetched.add(file);
            Files.writeString(file, attachment.reference());
            return new FetchedNote(file, "audio/ogg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void retract(ConversationId conversation, PlatformMessageId message) {
        failures.check("RETRACT " + message);
        posted.removeIf(delivery -> delivery.id().value().equals(message.value()));
    }

    private PlatformMessageId post(Delivery delivery) {
        failures.check(delivery.kind() + " " + delivery.text());
        PlatformMessageId replaces = delivery.replaces();
        if (replaces != null && posted.removeIf(post -> post.id().value().equals(replaces.value()))) {
            edits.add(replaces);
        }
        posted.add(delivery);
        return new PlatformMessageId(delivery.id().value());
    }
}
