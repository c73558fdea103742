package dev.vignette.bot.discord;

import dev.vignette.bot.chat.TestVoice;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Discord's checks on what a bot posts. */
final class PostRules {
    private PostRules() {}

    /** A text, as its length is counted, which must not call people by accident. */
    static void content(DataObject json) {
        String content = json.getString("content", "");
        Refusal.unless(
                content.codePointCount(0, content.length()) <= 2000, "content: Must be 2000 or fewer in length.");
        if (!content.isEmpty()
                && !json.getObject("allowed_mentions").getArray("parse").isEmpty()) {
            throw new AssertionError("A message that may mention people: " + json);
        }
    }

    /** A voice message: one sound, described, and nothing else. */
    static void voice(Uploaded request) {
        DataObject json = request.json();
        boolean more = !json.getString("content", "").isEmpty()
                || !json.optArray("components").orElseGet(DataArray::empty).isEmpty()
                || !json.optArray("embeds").orElseGet(DataArray::empty).isEmpty();
        if (more) {
            throw new Refusal(400, 50159, "Voice messages do not support additional content");
        }
        DataArray attachments = json.optArray("attachments").orElseGet(DataArray::empty);
        if (attachments.length() != 1 || request.files().size() != 1) {
            throw new Refusal(400, 50160, "Voice messages must have a single audio attachment");
        }
        DataObject sound = attachments.getObject(0);
        String outline = sound.getString("waveform", "");
        boolean described = sound.getDouble("duration_secs", 0) > 0
                && !outline.isEmpty()
                && Base64.getDecoder().decode(outline).length <= 256;
        if (!described) {
            throw new Refusal(400, 50161, "Voice messages must have supporting metadata");
        }
        if (!TestVoice.isOpusInOgg(request.files().values().iterator().next().toByteArray())) {
            throw new Refusal(400, 50160, "Voice messages must have a single audio attachment");
        }
    }

    /** Rows of buttons. */
    static void components(DataArray rows) {
        Refusal.unless(rows.length() <= 5, "components: at most 5 rows");
        Set<String> ids = new HashSet<>();
        rows.stream(DataArray::getObject).forEach(row -> {
            DataArray buttons = row.getArray("components");
            Refusal.unless(
                    row.getInt("type") == 1 && buttons.length() >= 1 && buttons.length() <= 5, "a row of 1 to 5");
            buttons.stream(DataArray::getObject).forEach(button -> {
                String id = button.getString("custom_id");
                Refusal.unless(!id.isEmpty() && id.length() <= 100 && ids.add(id), "custom_id");
                Refusal.unless(button.getString("label", "x").length() <= 80, "label: Must be 80 or fewer in length.");
            });
        });
    }
}
