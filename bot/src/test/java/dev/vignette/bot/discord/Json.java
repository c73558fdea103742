package dev.vignette.bot.discord;

import java.util.Collection;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Discord's objects as they come over the wire, with every field that the platform always sends. */
final class Json {
    static final long GUILD = 222_222_222_222_222_222L;
    static final long GENERAL = 333_333_333_333_333_333L;
    static final long SILENT = 333_333_333_333_333_334L;
    static final long ELSEWHERE_GUILD = 444_444_444_444_444_444L;
    static final long ELSEWHERE = 444_444_444_444_444_445L;
    static final long ANN = 555_555_555_555_555_551L;
    static final long BOB = 555_555_555_555_555_552L;
    static final long ANNS_DM = 666_666_666_666_666_661L;

    private static final long USUAL = 0x0000_0000_0003_ec00L | 1L << 31 | 1L << 38 | 1L << 40;

    private Json() {}

    static String name(long person) {
        return person == ANN ? "ann" : person == BOB ? "bob" : "p" + person % 100_000;
    }

    static DataObject user(long id, String name, boolean bot) {
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("username", name)
                .put("discriminator", "0")
                .put("global_name", name)
                .putNull("avatar")
                .put("bot", bot);
    }

    static DataObject self() {
        return user(FakeDiscord.APPLICATION, "Vignette", true)
                .put("verified", true)
                .put("mfa_enabled", true)
                .put("application_id", Long.toString(FakeDiscord.APPLICATION));
    }

    static DataObject application(boolean messageContent) {
        return DataObject.empty()
                .put("id", Long.toString(FakeDiscord.APPLICATION))
                .put("name", "Vignette")
                .putNull("icon")
                .put("description", "")
                .put("summary", "")
                .put("bot_public", true)
                .put("bot_require_code_grant", false)
                .put("verify_key", "00")
                .put("flags", messageContent ? 1 << 19 : 0)
                .put("owner", user(ANN, "ann", false))
                .putNull("team")
                .put("integration_types_config", DataObject.empty().put("0", DataObject.empty()));
    }

    static DataObject member(DataObject user) {
        return DataObject.empty()
                .put("user", user)
                .put("roles", DataArray.empty())
                .put("joined_at", "2026-01-01T00:00:00+00:00")
                .put("deaf", false)
                .put("mute", false)
                .put("flags", 0)
                .put("permissions", Long.toString(USUAL));
    }

    static DataObject channel(long id, String name) {
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("type", 0)
                .put("guild_id", Long.toString(GUILD))
                .put("name", name)
                .put("position", 0)
                .put("permission_overwrites", DataArray.empty())
                .put("permissions", Long.toString(USUAL))
                .putNull("parent_id")
                .putNull("last_message_id")
                .put("nsfw", false);
    }

    static DataObject directChannel(long id, DataObject recipient) {
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("type", 1)
                .putNull("last_message_id")
                .put("recipients", DataArray.empty().add(recipient));
    }

    static DataObject guild(int boostTier) {
        DataObject everyone = DataObject.empty()
                .put("id", Long.toString(GUILD))
                .put("name", "@everyone")
                .put("color", 0)
                .put("colors", DataObject.empty().put("primary_color", 0))
                .put("hoist", false)
                .put("position", 0)
                .put("permissions", Long.toString(USUAL))
                .put("managed", false)
                .put("mentionable", false)
                .put("flags", 0);
        DataObject silent = channel(SILENT, "silent");
        silent.put(
                "permission_overwrites",
                DataArray.empty()
                        .add(DataObject.empty()
                                .put("id", Long.toString(GUILD))
                                .put("type", 0)
                                .put("allow", "0")
                                .put("deny", Long.toString(1L << 11))));
        return DataObject.empty()
                .put("id", Long.toString(GUILD))
                .put("name", "Friends")
                .put("owner_id", Long.toString(ANN))
                .put("afk_timeout", 300)
                .put("premium_tier", boostTier)
                .put("premium_progress_bar_enabled", false)
                .put("preferred_locale", "en-US")
                .put("member_count", 3)
                .put("large", false)
                .put("unavailable", false)
                .put("roles", DataArray.empty().add(everyone))
                .put(
                        "channels",
                        DataArray.empty().add(channel(GENERAL, "general")).add(silent))
                .put("threads", DataArray.empty())
                .put("guild_scheduled_events", DataArray.empty())
                .put("emojis", DataArray.empty())
                .put("stickers", DataArray.empty())
                .put("features", DataArray.empty())
                .put("voice_states", DataArray.empty())
                .put("presences", DataArray.empty())
                .put("stage_instances", DataArray.empty())
                .put("members", DataArray.empty().add(member(self())));
    }

    static DataObject message(long id, long channel, DataObject author, String content, String timestamp) {
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("channel_id", Long.toString(channel))
                .put("type", 0)
                .put("author", author)
                .put("content", content)
                .put("timestamp", timestamp)
                .putNull("edited_timestamp")
                .put("tts", false)
                .put("mention_everyone", false)
                .put("mentions", DataArray.empty())
                .put("mention_roles", DataArray.empty())
                .put("attachments", DataArray.empty())
                .put("embeds", DataArray.empty())
                .put("components", DataArray.empty())
                .put("pinned", false)
                .put("flags", 0);
    }

    static DataArray array(Collection<DataObject> objects) {
        return DataArray.fromCollection(List.copyOf(objects));
    }
}
