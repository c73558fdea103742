package dev.vignette.bot.webchat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A conversation with all its turns, oldest first: enough to draw the page anew. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationView(String id, String avatar, @Nullable String language, Instant createdAt, List<TurnView> turns) {}
