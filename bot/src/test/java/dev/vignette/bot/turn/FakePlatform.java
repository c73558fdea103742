package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A platform that remembers what was posted, doubles included. */
public final class FakePlatform implements ChatPlatform {
    public static final PlatformName NAME = new PlatformName("fake");

    public final List<Delivery> posted = new CopyOnWriteArrayList<>();
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
    public PlatformMessageId deliverClip(Delivery delivery) {
        return post(delivery);
    }

    @Override
    public void retract(ConversationId conversation, PlatformMessageId message) {
        posted.removeIf(delivery -> delivery.id().value().equals(message.value()));
    }

    private PlatformMessageId post(Delivery delivery) {
        failures.check(delivery.kind() + " " + delivery.text());
        posted.add(delivery);
        return new PlatformMessageId(delivery.id().value());
    }
}
