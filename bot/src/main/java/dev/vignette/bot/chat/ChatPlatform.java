package dev.vignette.bot.chat;

/**
 * Posts answers. Calls may block for as long as the platform takes (a time limit is the adapter's own), come from any
 * thread and, for one conversation, in order: text before clip. After a crash the same delivery may come again with the
 * same {@link DeliveryId}.
 */
public interface ChatPlatform {
    PlatformName name();

    PlatformCapabilities capabilities();

    /**
     * Posts the reply, or why there is none.
     *
     * @throws DeliveryException if it was not posted
     */
    PlatformMessageId deliverText(Delivery delivery);

    /**
     * Posts the film: under the text, or into it where {@link PlatformCapabilities#editWithFile()}.
     *
     * @throws DeliveryException if it was not posted
     */
    PlatformMessageId deliverClip(Delivery delivery);

    /**
     * Takes a posted message back. What is gone already is fine.
     *
     * @throws DeliveryException if it is still there
     */
    void retract(ConversationId conversation, PlatformMessageId message);
}
