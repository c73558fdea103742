package dev.vignette.bot.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/** People who use Discord: what they do, and what the gateway tells of it. */
final class People {
    private final FakeDiscord discord;

    People(FakeDiscord discord) {
        this.discord = discord;
    }

    /** Somebody says something in the channel; the bot's nodes hear of it unless they are away. */
    DataObject say(long channel, long person, String text) {
        DataObject message = written(channel, person, text);
        discord.channels.add(message);
        hear(message);
        return message;
    }

    DataObject written(long channel, long person, String text) {
        DataObject author = Json.user(person, Json.name(person), false);
        DataObject message =
                Json.message(discord.id(), channel, author, text, discord.now().toString());
        List<DataObject> mentioned = new ArrayList<>();
        if (text.contains("<@" + FakeDiscord.APPLICATION + ">")) {
            mentioned.add(Json.self());
        }
        if (text.contains("<@" + Json.BOB + ">")) {
            mentioned.add(Json.user(Json.BOB, "bob", false));
        }
        message.put("mentions", Json.array(mentioned));
        if (!discord.channels.direct(channel)) {
            message.put("guild_id", Long.toString(Json.GUILD));
            message.put("member", Json.member(author));
        }
        return message;
    }

    /** The gateway tells of a message. */
    void hear(DataObject message) {
        discord.gateway.dispatch("MESSAGE_CREATE", discord.gateway.visible(message));
    }

    /** Somebody changes what they have said. */
    void edit(DataObject message, String text) {
        message.put("content", text).put("edited_timestamp", discord.now().toString());
        discord.gateway.dispatch("MESSAGE_UPDATE", discord.gateway.visible(message));
    }

    void delete(DataObject message) {
        discord.channels.remove(message.getLong("channel_id"), message.getLong("id"));
        discord.gateway.dispatch(
                "MESSAGE_DELETE",
                DataObject.empty()
                        .put("id", message.getString("id"))
                        .put("channel_id", message.getString("channel_id"))
                        .put("guild_id", Long.toString(Json.GUILD)));
    }

    /** Somebody uses a command on the server. */
    FakeInteractions.Interaction command(long person, String name, String argument) {
        // The bot is connected before Discord knows its commands.
        discord.await("commands", () -> !discord.interactions.commands().isEmpty());
        DataArray options = DataArray.empty();
        if (!argument.isEmpty()) {
            options.add(DataObject.empty()
                    .put("name", CommandCatalogue.ARGUMENT)
                    .put("type", 3)
                    .put("value", argument));
        }
        // Discord shows nobody a command before it is registered.
        discord.await("commands", () -> !discord.interactions.commands().isEmpty());
        DataObject data = DataObject.empty()
                .put("id", discord.interactions.command(name).getString("id"))
                .put("name", name)
                .put("type", 1)
                .put("options", options);
        return interaction(2, person, Json.GENERAL, data, null);
    }

    /** Somebody is typing what follows the command: the choices that Discord then shows, labels to words. */
    Map<String, String> type(long channel, long person, String name, String begun) {
        discord.await("commands", () -> !discord.interactions.commands().isEmpty());
        DataObject command = discord.interactions.command(name);
        boolean asks = command.getArray("options").getObject(0).getBoolean("autocomplete", false);
        Refusal.unless(asks, "Discord does not ask about this option.");
        DataObject option = DataObject.empty()
                .put("name", CommandCatalogue.ARGUMENT)
                .put("type", 3)
                .put("value", begun)
                .put("focused", true);
        DataObject data = DataObject.empty()
                .put("id", command.getString("id"))
                .put("name", name)
                .put("type", 1)
                .put("options", DataArray.empty().add(option));
        var interaction = interaction(4, person, channel, data, null);
        discord.await("choices", () -> interaction.choices != null);
        return Objects.requireNonNull(interaction.choices);
    }

    /** Somebody presses the button whose data begins so, below the message. */
    FakeInteractions.Interaction press(long person, DataObject message, String button) {
        String id = message.getArray("components").getObject(0).getArray("components").stream(DataArray::getObject)
                .map(each -> each.getString("custom_id"))
                .filter(data -> data.startsWith(button))
                .findFirst()
                .orElseThrow();
        DataObject data = DataObject.empty().put("component_type", 2).put("custom_id", id);
        return interaction(3, person, message.getLong("channel_id"), data, message);
    }

    /** "Make it talk" below "Apps" on a message. */
    FakeInteractions.Interaction talk(long person, DataObject message) {
        DataObject resolved =
                DataObject.empty().put("messages", DataObject.empty().put(message.getString("id"), message));
        DataObject data = DataObject.empty()
                .put(
                        "id",
                        discord.interactions
                                .command(DiscordWords.say("talk", "en"))
                                .getString("id"))
                .put("name", DiscordWords.say("talk", "en"))
                .put("type", 3)
                .put("target_id", message.getString("id"))
                .put("resolved", resolved);
        return interaction(2, person, Json.GENERAL, data, null);
    }

    private FakeInteractions.Interaction interaction(
            int type, long person, long channel, DataObject data, @Nullable DataObject on) {
        var interaction = discord.interactions.begin(channel, on == null ? null : on.getLong("id"));
        interaction.typing = type == 4;
        DataObject user = Json.user(person, Json.name(person), false);
        DataObject event = DataObject.empty()
                .put("id", Long.toString(interaction.id))
                .put("application_id", Long.toString(FakeDiscord.APPLICATION))
                .put("type", type)
                .put("version", 1)
                .put("token", interaction.token)
                .put("channel_id", Long.toString(channel))
                .put("locale", "es-ES")
                .put("data", data)
                .put("entitlements", DataArray.empty());
        if (on != null) {
            event.put("message", on);
        }
        if (discord.channels.direct(channel)) {
            event.put("context", 1)
                    .put("user", user)
                    .put("channel", Json.directChannel(channel, Json.self()))
                    .put("authorizing_integration_owners", DataObject.empty().put("0", "0"));
        } else {
            boolean here = channel != Json.ELSEWHERE;
            long guild = here ? Json.GUILD : Json.ELSEWHERE_GUILD;
            event.put("context", 0)
                    .put("guild_id", Long.toString(guild))
                    .put(
                            "guild",
                            DataObject.empty().put("id", Long.toString(guild)).put("features", DataArray.empty()))
                    .put("member", Json.member(user))
                    .put("channel", Json.channel(channel, here ? "general" : "elsewhere"))
                    .put(
                            "authorizing_integration_owners",
                            here
                                    ? DataObject.empty().put("0", Long.toString(Json.GUILD))
                                    : DataObject.empty().put("1", Long.toString(person)));
        }
        discord.gateway.dispatch("INTERACTION_CREATE", event);
        return interaction;
    }

    FakeInteractions.Interaction commandElsewhere(long person, String name, String argument) {
        // Discord shows nobody a command before it is registered.
        discord.await("commands", () -> !discord.interactions.commands().isEmpty());
        DataObject data = DataObject.empty()
                .put("id", discord.interactions.command(name).getString("id"))
                .put("name", name)
                .put("type", 1)
                .put(
                        "options",
                        DataArray.empty()
                                .add(DataObject.empty()
                                        .put("name", CommandCatalogue.ARGUMENT)
                                        .put("type", 3)
                                        .put("value", argument)));
        return interaction(2, person, Json.ELSEWHERE, data, null);
    }
}
