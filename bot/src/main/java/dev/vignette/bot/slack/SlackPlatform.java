package dev.vignette.bot.slack;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.manners.AttachmentDownload;
import dev.vignette.bot.slack.SlackCalls.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Slack as a {@link ChatPlatform}: the text in the question's thread, the film below it as a file. Slack takes no nonce, so
 * what is posted at the moment of a crash may be posted again; the three steps of an upload are not repeated within one process.
 */
final class SlackPlatform implements ChatPlatform {
    static final PlatformName NAME = new PlatformName("slack");

    /** Slack itself takes a gigabyte; workspaces may allow less, and say so. */
    private static final PlatformCapabilities CAPABILITIES =
            new PlatformCapabilities(false, 100_000_000, Duration.ofMinutes(2), true, true, true, false);

    /** What workspaces answer that take no such file. */
    private static final String[] NO_FILES = {
        "file_upload_size_restricted",
        "file_uploads_disabled",
        "file_type_not_allowed",
        "storage_limit_reached",
        "file_uploads_except_images_disabled"
    };

    private final SlackCalls calls;
    private final Blocks blocks;
    private final Uploads uploads;
    private final Posts posts;
    private final SlackSettings settings;
    private final AttachmentDownload download;

    SlackPlatform(
            SlackCalls calls, Blocks blocks, Uploads uploads, SlackSettings settings, AttachmentDownload download) {
        this.calls = calls;
        this.blocks = blocks;
        this.uploads = uploads;
        this.posts = new Posts(calls);
        this.settings = settings;
        this.download = download;
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
    public PlatformMessageId deliverText(Delivery delivery) {
        var message = new Posts.Text(Mrkdwn.of(delivery.text()), blocks.text(delivery));
        PlatformMessageId replaces = delivery.replaces();
        if (replaces != null) {
            try {
                return posts.change(Post.of(replaces), message).id();
            } catch (RefusedException e) {
                // It was deleted, or is too old to be changed; the answer is posted anew.
            }
        }
        return posts.post(place(delivery.conversation()), delivery.replyTo(), message)
                .id();
    }

    @Override
    public PlatformMessageId deliverClip(Delivery delivery, Delivery.Clip clip) {
        ClipFile film = clip.file().get();
        Place place = place(delivery.conversation());
        Post below = below(place, delivery);
        try {
            return share(delivery, Uploads.Sent.film(delivery, film), below);
        } catch (RefusedException e) {
            if (!e.is(NO_FILES)) {
                throw DeliveryException.refused(String.valueOf(e.getMessage()), e);
            }
            String why = SlackWords.say("film-refused", delivery.language());
            return posts.say(below, new Posts.Text(why, Blocks.context(why))).id();
        }
    }

    /** Apps cannot post Slack's own audio clips, so it is a sound file. */
    @Override
    public PlatformMessageId deliverVoice(Delivery delivery, Delivery.Voice voice) {
        VoiceFile note = voice.file().get();
        Post below = below(place(delivery.conversation()), delivery);
        try {
            return share(delivery, Uploads.Sent.voice(delivery, note), below);
        } catch (RefusedException e) {
            throw DeliveryException.refused(String.valueOf(e.getMessage()), e);
        }
    }

    private PlatformMessageId share(Delivery delivery, Uploads.Sent what, Post below) {
        return Post.file(uploads.share(delivery, what, below.channel(), below.ts(), delivery.text()));
    }

    /** Where films and voice notes go: below its text, wherever that was posted. In a direct chat nobody needs threads. */
    private static Post below(Place place, Delivery delivery) {
        if (delivery.replaces() == null) {
            return new Post(place.channel(), place.thread() == null ? "" : place.thread());
        }
        Post text = Post.of(delivery.replaces());
        boolean same = text.channel().equals(place.channel());
        if (same && place.thread() != null) {
            return new Post(text.channel(), place.thread());
        }
        return text.channel().startsWith("D") ? new Post(text.channel(), "") : text;
    }

    @Override
    public void retract(ConversationId conversation, PlatformMessageId message) {
        try {
            if (Post.isFile(message)) {
                calls.call(methods -> methods.filesDelete(request -> request.file(Post.file(message))));
            } else {
                posts.remove(Post.of(message));
            }
        } catch (RefusedException e) {
            if (!e.is("message_not_found", "file_not_found", "file_deleted", "channel_not_found")) {
                throw DeliveryException.refused(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Asks for the file's address, which only the bot's token opens; the token goes to Slack's file hosts alone. */
    @Override
    public FetchedNote fetch(Attachment attachment) {
        String address;
        try {
            var file = calls.call(methods -> methods.filesInfo(request -> request.file(attachment.reference())))
                    .getFile();
            address = file.getUrlPrivateDownload() != null ? file.getUrlPrivateDownload() : file.getUrlPrivate();
        } catch (RefusedException e) {
            throw new AttachmentException(AttachmentException.Reason.GONE, String.valueOf(e.getMessage()), e);
        } catch (DeliveryException e) {
            throw new AttachmentException(
                    e.retryable() ? AttachmentException.Reason.UNREACHABLE : AttachmentException.Reason.GONE,
                    String.valueOf(e.getMessage()),
                    e);
        }
        if (address == null) {
            throw new AttachmentException(AttachmentException.Reason.GONE, "The file has no address.", null);
        }
        return download.fetch(
                URI.create(address), Map.of("Authorization", "Bearer " + settings.botToken()), attachment.mediaType());
    }

    private static Place place(ConversationId conversation) {
        return Place.of(conversation)
                .orElseThrow(() -> DeliveryException.refused("This is no conversation on Slack.", null));
    }

    Posts posts() {
        return posts;
    }

    Blocks blocks() {
        return blocks;
    }

    /** Below which question something is to be said. */
    PlatformMessageId say(ConversationId conversation, EventId question, Posts.Text text) {
        return posts.post(place(conversation), question, text).id();
    }
}
