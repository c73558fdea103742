package dev.vignette.bot.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/** Commands and buttons: three seconds to acknowledge, fifteen minutes to answer, once each. */
final class FakeInteractions {
    private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}");
    private static final Set<String> LOCALES = Set.of(
            "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
            "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW",
            "ko");

    /** One use of a command or button. */
    static final class Interaction {
        final long id;
        final String token;
        final long channel;
        final Instant at;
        final @Nullable Long component;
        volatile boolean acknowledged;
        volatile long original;
        /** Whether somebody is only typing, and wants to know what there is to choose. */
        volatile boolean typing;
        /** Labels to words, once it is told. */
        volatile @Nullable Map<String, String> choices;

        Interaction(long id, long channel, Instant at, @Nullable Long component) {
            this.id = id;
            this.token = "interaction-token-" + id;
            this.channel = channel;
            this.at = at;
            this.component = component;
        }
    }

    private final FakeDiscord discord;
    private final Map<String, Interaction> byToken = new ConcurrentHashMap<>();
    private volatile DataArray registered = DataArray.empty();

    FakeInteractions(FakeDiscord discord) {
        this.discord = discord;
    }

    Interaction begin(long channel, @Nullable Long component) {
        Interaction interaction = new Interaction(discord.id(), channel, discord.now(), component);
        byToken.put(interaction.token, interaction);
        discord.witness.sent("interaction " + interaction.id);
        return interaction;
    }

    /** The commands as last registered. */
    List<DataObject> commands() {
        return registered.stream(DataArray::getObject).toList();
    }

    DataObject command(String name) {
        return commands().stream()
                .filter(command -> command.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    DataArray register(long application, DataArray commands) {
        Refusal.unless(application == FakeDiscord.APPLICATION, "application");
        Set<String> names = new HashSet<>();
        commands.stream(DataArray::getObject).forEach(command -> {
            int type = command.getInt("type", 1);
            Refusal.unless(names.add(type + command.getString("name")), "APPLICATION_COMMANDS_DUPLICATE_NAME");
            Refusal.unless(!command.getArray("integration_types").isEmpty(), "integration_types");
            if (type == 1) {
                checkSlash(command);
            } else {
                Refusal.unless(command.getString("description", "").isEmpty(), "description of a context command");
                Refusal.unless(command.getString("name").length() <= 32, "name");
                checkLocales(command, "name_localizations", 32);
            }
            command.put("id", Long.toString(discord.id()))
                    .put("application_id", Long.toString(application))
                    .put("version", "1");
        });
        registered = commands;
        return commands;
    }

    private static void checkSlash(DataObject command) {
        checkNamed(command);
        boolean optional = false;
        Set<String> names = new HashSet<>();
        for (DataObject option : command.optArray("options").orElseGet(DataArray::empty).stream(DataArray::getObject)
                .toList()) {
            checkNamed(option);
            Refusal.unless(names.add(option.getString("name")), "two options of one name");
            Refusal.unless(!(optional && option.getBoolean("required")), "required options first");
            optional |= !option.getBoolean("required");
            option.optArray("choices").orElseGet(DataArray::empty).stream(DataArray::getObject)
                    .forEach(choice -> {
                        Refusal.unless(choice.getString("name").length() <= 100, "choice");
                        checkLocales(choice, "name_localizations", 100);
                    });
        }
    }

    private static void checkNamed(DataObject named) {
        String name = named.getString("name");
        Refusal.unless(
                NAME.matcher(name).matches() && name.equals(name.toLowerCase(java.util.Locale.ROOT)), "name " + name);
        int description = named.getString("description").length();
        Refusal.unless(description >= 1 && description <= 100, "description of " + name);
        checkLocales(named, "name_localizations", 32);
        checkLocales(named, "description_localizations", 100);
    }

    private static void checkLocales(DataObject named, String field, int longest) {
        named.optObject(field)
                .ifPresent(map -> map.keys().forEach(locale -> {
                    Refusal.unless(LOCALES.contains(locale), field + ": " + locale);
                    String text = map.getString(locale);
                    Refusal.unless(!text.isEmpty() && text.length() <= longest, field + ": " + text);
                }));
    }

    DataObject callback(long id, String token, Uploaded request) {
        Interaction interaction = byToken.get(token);
        boolean late = interaction != null && discord.now().isAfter(interaction.at.plusSeconds(3));
        if (interaction == null || interaction.id != id || late) {
            throw new Refusal(404, 10062, "Unknown interaction");
        }
        if (interaction.acknowledged) {
            throw new Refusal(400, 40060, "Interaction has already been acknowledged.");
        }
        int type = request.json().getInt("type");
        Refusal.unless((type == 8) == interaction.typing, "type");
        DataObject message = switch (type) {
            case 4 -> answer(interaction, request);
            case 5 -> think(interaction, request);
            case 6 -> null;
            case 7 -> update(interaction, request);
            case 8 -> suggest(interaction, request);
            default -> throw Refusal.invalid("type");
        };
        interaction.acknowledged = true;
        discord.witness.acknowledged("interaction " + id);
        DataObject resource = DataObject.empty().put("type", type);
        if (message != null) {
            interaction.original = message.getLong("id");
            resource.put("message", message);
        } else if (interaction.component != null) {
            interaction.original = interaction.component;
        }
        return DataObject.empty()
                .put(
                        "interaction",
                        DataObject.empty().put("id", Long.toString(id)).put("type", 2))
                .put("resource", resource);
    }

    private DataObject answer(Interaction interaction, Uploaded request) {
        DataObject data = request.json().getObject("data");
        return discord.channels.put(
                discord.channels.compose(discord.id(), interaction.channel, new Uploaded(data, request.files())));
    }

    private DataObject think(Interaction interaction, Uploaded request) {
        int flags = request.json()
                .optObject("data")
                .map(data -> data.getInt("flags", 0))
                .orElse(0);
        return discord.channels.put(Json.message(
                        discord.id(),
                        interaction.channel,
                        Json.self(),
                        "",
                        discord.now().toString())
                .put("flags", 128 | flags));
    }

    private @Nullable DataObject suggest(Interaction interaction, Uploaded request) {
        Map<String, String> choices = new LinkedHashMap<>();
        request.json().getObject("data").getArray("choices").stream(DataArray::getObject)
                .forEach(choice -> {
                    String name = choice.getString("name");
                    String value = choice.getString("value");
                    Refusal.unless(!name.isEmpty() && name.length() <= 100, "choice " + name);
                    Refusal.unless(value.length() <= 100, "value of " + name);
                    choices.put(name, value);
                });
        Refusal.unless(choices.size() <= 25, "choices");
        interaction.choices = choices;
        discord.changed();
        return null;
    }

    private DataObject update(Interaction interaction, Uploaded request) {
        return discord.channels.editAnywhere(
                interaction.channel,
                Objects.requireNonNull(interaction.component),
                new Uploaded(request.json().getObject("data"), request.files()));
    }

    DataObject get(String token, String message) {
        Interaction interaction = open(token);
        return discord.channels.get(interaction.channel, named(interaction, message));
    }

    DataObject edit(String token, String message, Uploaded request) {
        Interaction interaction = open(token);
        return discord.channels.editAnywhere(interaction.channel, named(interaction, message), request);
    }

    Object delete(String token, String message) {
        Interaction interaction = open(token);
        return discord.channels.delete(interaction.channel, named(interaction, message));
    }

    DataObject followUp(String token, Uploaded request) {
        Interaction interaction = open(token);
        return discord.channels.put(discord.channels.compose(discord.id(), interaction.channel, request));
    }

    private Interaction open(String token) {
        Interaction interaction = byToken.get(token);
        if (interaction == null || discord.now().isAfter(interaction.at.plus(Duration.ofMinutes(15)))) {
            throw new Refusal(401, 50027, "Invalid Webhook Token");
        }
        if (!interaction.acknowledged) {
            throw new Refusal(404, 10015, "Unknown Webhook");
        }
        return interaction;
    }

    private static long named(Interaction interaction, String message) {
        return message.equals("@original") ? interaction.original : Long.parseLong(message);
    }
}
