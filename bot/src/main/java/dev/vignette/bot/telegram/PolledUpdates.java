package dev.vignette.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.ApiResponse;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * {@code getUpdates}, read update by update: in the library's own reading one update that it cannot parse spoils the whole
 * batch, for ever. Here such an update arrives with its id alone, to be passed over.
 */
final class PolledUpdates extends GetUpdates {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PolledUpdates.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    PolledUpdates(int offset, int timeoutSeconds, List<String> kinds) {
        super(offset, 100, timeoutSeconds, kinds);
    }

    @Override
    @SuppressWarnings("NonApiType") // The library's signature.
    public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
        try {
            JsonNode root = JSON.readTree(answer);
            if (!root.path("ok").asBoolean(false)) {
                throw new TelegramApiRequestException("getUpdates failed", failure(root));
            }
            ArrayList<Update> updates = new ArrayList<>();
            for (JsonNode node : root.path("result")) {
                updates.add(update(node));
            }
            return updates;
        } catch (JsonProcessingException e) {
            throw new TelegramApiRequestException("The answer to getUpdates is no JSON.", e);
        }
    }

    private static ApiResponse<?> failure(JsonNode root) throws JsonProcessingException {
        return new ApiResponse<>(
                false,
                root.path("error_code").asInt(0),
                root.path("description").asText(""),
                JSON.treeToValue(root.path("parameters"), ResponseParameters.class),
                null);
    }

    private static Update update(JsonNode node) {
        try {
            return JSON.treeToValue(node, Update.class);
        } catch (JsonProcessingException | RuntimeException e) {
            // Without the exception's words, which quote what people wrote.
            LOG.warn("Update {} cannot be read and is passed over.", node.path("update_id"));
            Update empty = new Update();
            empty.setUpdateId(node.path("update_id").asInt());
            return empty;
        }
    }
}
