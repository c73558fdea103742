package dev.vignette.bot.discord;

import net.dv8tion.jda.api.events.message.MessageBulkDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;

/** Messages as they are sent, edited and deleted. */
final class MessageListener extends ListenerAdapter {
    private final MessageIntake intake;

    MessageListener(MessageIntake intake) {
        this.intake = intake;
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        intake.take(event.getMessage());
    }

    @Override
    public void onMessageUpdate(MessageUpdateEvent event) {
        // Discord also reports that a link's preview has come; only people's edits have a time.
        if (event.getMessage().getTimeEdited() != null) {
            intake.take(event.getMessage());
        }
    }

    @Override
    public void onMessageDelete(MessageDeleteEvent event) {
        intake.deleted(event.getMessageIdLong());
    }

    @Override
    public void onMessageBulkDelete(MessageBulkDeleteEvent event) {
        event.getMessageIds().forEach(id -> intake.deleted(Long.parseUnsignedLong(id)));
    }
}
