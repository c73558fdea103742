package dev.vignette.bot.chat;

/**
 * Posts answers. Calls may block for as long as the platform takes (a time limit is the adapter's own), come from any
 * thread and, for one conversation, in order: text before clip. After a crash the same delivery may come again with the
 * same {@link DeliveryId}.
 */
public interface ChatPlatform {
    PlatformName name();

    /** What the platform can show anywhere. */
    PlatformCapabilities capabilities();

    /** What it can show here, where that differs (a server that takes larger files). Asked often: must be quick. */
    default PlatformCapabilities capabilities(ConversationId conversation) {
        return capabilities();
    }

    /** Whether it shows beside a recording what was heard in it; where not, the reply begins with a quotation of that. */
    default boolean showsTranscripts() {
        return false;
    }

    /**
     * Posts the reply, or why there is none. If {@link Delivery#replaces()} names a message, that one is edited to become
     * this; where it cannot be edited any more, a new one is posted.
     *
     * @throws DeliveryException if it was not posted
     */
    PlatformMessageId deliverText(Delivery delivery);

    /**
     * Posts the film with {@link Delivery#text()} as its label: under the text, or into it where {@link
     * PlatformCapabilities#editWithFile()}.
     *
     * @throws DeliveryException if it was not posted
     */
    PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip);

    /**
     * Posts the reply as a voice note, in the platform's own manner, where {@link PlatformCapabilities#voiceOut()}. It comes
     * after the text, usually before the film. {@link Delivery#text()} says that it was made by AI, to be shown with it or
     * close by; {@link Delivery#replaces()} is the message with the text, where {@link PlatformCapabilities#editWithFile()}.
     *
     * @throws DeliveryException if it was not posted; not retryable where the person or the place takes no voice notes
     */
    default PlatformMessageId deliverVoice(Delivery delivery, Delivery.Voice voice) {
        throw DeliveryException.refused("The platform " + name() + " takes no voice notes.", null);
    }

    /**
     * Takes a posted message back. What is gone already is fine.
     *
     * @throws DeliveryException if it is still there
     */
    void retract(ConversationId conversation, PlatformMessageId message);

    /** The clip has left the library because nobody is to see it any more: what is kept to send it again goes. Unknown ones are fine. */
    default void discard(String clip) {}

    /**
     * Fetches a recording that the adapter has accepted as an {@link MessageContent.Attachment}. The caller closes it.
     *
     * @throws AttachmentException if it cannot be had
     */
    default FetchedNote fetch(MessageContent.Attachment attachment) {
        throw new AttachmentException(
                AttachmentException.Reason.GONE, "The platform " + name() + " keeps no recordings.", null);
    }
}
