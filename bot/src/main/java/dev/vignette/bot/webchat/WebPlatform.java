package dev.vignette.bot.webchat;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The page as a {@link ChatPlatform}: posting is a row, and the page shows the rows. Exactly once, as rows are keyed. */
@Component
class WebPlatform implements ChatPlatform {
    static final PlatformName NAME = new PlatformName("web");

    private static final PlatformCapabilities CAPABILITIES =
            new PlatformCapabilities(false, 100_000_000, Duration.ofMinutes(2), true, false, false, true);

    private final WebPosts posts;

    WebPlatform(WebPosts posts) {
        this.posts = posts;
    }

    @Override
    public PlatformName name() {
        return NAME;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean showsTranscripts() {
        return true;
    }

    @Override
    public PlatformMessageId deliverText(Delivery delivery) {
        return post(delivery);
    }

    @Override
    public PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip) {
        return post(delivery);
    }

    private PlatformMessageId post(Delivery delivery) {
        try {
            posts.post(delivery);
        } catch (DataAccessException e) {
            throw DeliveryException.passing("The page's posts could not be written.", e);
        }
        return new PlatformMessageId(delivery.id().value());
    }

    @Override
    public void retract(ConversationId conversation, PlatformMessageId message) {
        try {
            posts.remove(message);
        } catch (DataAccessException e) {
            throw DeliveryException.passing("The page's posts could not be changed.", e);
        }
    }
}
