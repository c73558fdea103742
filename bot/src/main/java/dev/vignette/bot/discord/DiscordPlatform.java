package dev.vignette.bot.discord;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.discord.Requests.GoneException;
import dev.vignette.bot.discord.Requests.NoVoiceException;
import dev.vignette.bot.discord.Requests.TooLargeException;
import dev.vignette.bot.manners.Wording;
import java.time.Duration;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/**
 * Discord as a {@link ChatPlatform}. A text is a reply to the question, or the answer to the command; the film is edited into it.
 * Posting in a channel twice with the same delivery id is one message, as long as Discord remembers nonces (minutes); edits
 * are the same again by nature.
 */
final class DiscordPlatform implements ChatPlatform {
    static final PlatformName NAME = new PlatformName("discord");

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Targets targets;
    private final Composition composition;
    private final Recordings recordings;

    DiscordPlatform(Targets targets, Wording wording, Recordings recordings) {
        this.targets = targets;
        this.composition = new Composition(wording);
        this.recordings = recordings;
    }

    @Override
    public PlatformName name() {
        return NAME;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return capabilities(Message.MAX_FILE_SIZE);
    }

    /** Larger files on servers that were boosted. */
    @Override
    public PlatformCapabilities capabilities(ConversationId conversation) {
        return capabilities(targets.maxBytes(conversation));
    }

    private static PlatformCapabilities capabilities(long maxBytes) {
        return new PlatformCapabilities(false, maxBytes, LONGEST, true, true, true, true);
    }

    @Override
    public PlatformMessageId deliverText(Delivery delivery) {
        Target target = targets.of(delivery.conversation(), delivery.replyTo());
        PlatformMessageId replaces = delivery.replaces();
        if (replaces != null) {
            try {
                return id(target.edit(number(replaces), composition.replacement(delivery)));
            } catch (GoneException e) {
                // Somebody has deleted it, or the ticket is good no more; the answer is posted anew.
            }
        }
        return post(target, delivery);
    }

    private PlatformMessageId post(Target target, Delivery delivery) {
        try {
            return id(target.post(composition.text(delivery), Composition.nonce(delivery)));
        } catch (GoneException e) {
            return gone(delivery, e, channel -> channel.post(composition.text(delivery), Composition.nonce(delivery)));
        }
    }

    @Override
    public PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip) {
        ClipFile file = clip.file().get();
        Target target = targets.of(delivery.conversation(), delivery.replyTo());
        PlatformMessageId text = delivery.replaces();
        try {
            if (file.size() > targets.maxBytes(delivery.conversation())) {
                return tooLarge(target, delivery);
            }
            return text == null ? postClip(target, delivery, file) : addClip(target, number(text), delivery, file);
        } catch (TooLargeException e) {
            return tooLarge(target, delivery);
        } catch (GoneException e) {
            return gone(delivery, e, channel -> {
                try {
                    return channel.post(composition.clip(delivery, file), Composition.nonce(delivery));
                } catch (TooLargeException tooLarge) {
                    return channel.post(note(delivery), Composition.nonce(delivery));
                }
            });
        }
    }

    /** A voice message has no room for a label, so that goes with the text first. */
    @Override
    public PlatformMessageId deliverVoice(Delivery delivery, Delivery.Voice voice) {
        VoiceFile file = voice.file().get();
        Target target = targets.of(delivery.conversation(), delivery.replyTo());
        try {
            label(target, delivery);
            return id(postVoice(target, delivery, file));
        } catch (GoneException e) {
            return gone(delivery, e, channel -> postVoice(channel, delivery, file));
        } catch (TooLargeException e) {
            throw DeliveryException.refused("The voice note is larger than Discord takes here.", e);
        }
    }

    private void label(Target target, Delivery delivery) {
        PlatformMessageId text = delivery.replaces();
        if (text != null) {
            Message message = target.get(number(text));
            if (!Composition.says(message, delivery.text())) {
                target.edit(number(text), composition.withNote(message, delivery, delivery.text()));
            }
        }
    }

    /** Where voice messages are not allowed the sound comes as a file, with its label. */
    private Message postVoice(Target target, Delivery delivery, VoiceFile file) {
        try {
            return target.postBelow(composition.voice(delivery, file), Composition.nonce(delivery));
        } catch (NoVoiceException e) {
            return target.postBelow(composition.voiceFile(delivery, file), Composition.nonce(delivery));
        }
    }

    private PlatformMessageId postClip(Target target, Delivery delivery, ClipFile file) {
        return id(target.post(composition.clip(delivery, file), Composition.nonce(delivery)));
    }

    private PlatformMessageId addClip(Target target, long text, Delivery delivery, ClipFile file) {
        Message message = target.get(text);
        boolean there = message.getAttachments().stream()
                .anyMatch(attachment -> attachment.getFileName().equals(Composition.clipName(delivery)));
        return id(there ? message : target.edit(text, composition.withClip(message, delivery, file)));
    }

    /** The person keeps the text and is told, in the same message, why there is no film. */
    private PlatformMessageId tooLarge(Target target, Delivery delivery) {
        PlatformMessageId text = delivery.replaces();
        try {
            if (text != null) {
                Message message = target.get(number(text));
                String why = DiscordWords.say("too-large", delivery.language());
                return id(target.edit(number(text), composition.withNote(message, delivery, why)));
            }
        } catch (GoneException e) {
            // Posted below.
        }
        return id(target.post(note(delivery), Composition.nonce(delivery)));
    }

    private MessageCreateData note(Delivery delivery) {
        return composition.note(delivery, DiscordWords.say("too-large", delivery.language()));
    }

    /** The ticket has run out or the message is gone: what was to be posted goes to the channel. */
    private PlatformMessageId gone(Delivery delivery, GoneException e, Post post) {
        Target channel;
        try {
            channel = targets.channel(delivery.conversation(), delivery.replyTo());
            return id(post.to(channel));
        } catch (GoneException again) {
            throw DeliveryException.refused(String.valueOf(e.getMessage()), again);
        }
    }

    @FunctionalInterface
    private interface Post {
        Message to(Target channel);
    }

    @Override
    public void retract(ConversationId conversation, PlatformMessageId message) {
        try {
            targets.channel(conversation, null).delete(number(message));
        } catch (GoneException e) {
            // As it should be.
        }
    }

    /** @throws AttachmentException if it cannot be had */
    @Override
    public FetchedNote fetch(Attachment attachment) {
        return recordings.fetch(attachment);
    }

    private static PlatformMessageId id(@Nullable Message message) {
        if (message == null) {
            throw DeliveryException.passing("Discord has not said what it has posted.", null);
        }
        return new PlatformMessageId(message.getId());
    }

    private static long number(PlatformMessageId message) {
        return Long.parseUnsignedLong(message.value());
    }
}
