package dev.vignette.bot.discord;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.data.SerializableData;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Which request goes where, and who may make it. */
final class FakeRest {
    private record Route(String method, Pattern path, Action action) {}

    @FunctionalInterface
    private interface Action {
        @Nullable
        Object answer(Matcher path, RecordedRequest request);
    }

    private final FakeDiscord discord;
    private final List<Route> routes;

    FakeRest(FakeDiscord discord) {
        this.discord = discord;
        routes = List.of(
                route("GET", "users/@me", (path, request) -> Json.self()),
                route("GET", "applications/@me", (path, request) -> Json.application(discord.gateway.contentAllowed)),
                route("GET", "gateway/bot", (path, request) -> gatewayBot()),
                route("POST", "users/@me/channels", (path, request) -> discord.channels.open(json(request))),
                route("POST", "channels/(\\d+)/typing", (path, request) -> discord.channels.typing(id(path, 1))),
                route(
                        "POST",
                        "channels/(\\d+)/messages",
                        (path, request) -> discord.channels.post(id(path, 1), Uploaded.of(request))),
                route("GET", "channels/(\\d+)/messages", (path, request) -> list(id(path, 1), request.getUrl())),
                route(
                        "GET",
                        "channels/(\\d+)/messages/(\\d+)",
                        (path, request) -> discord.channels.get(id(path, 1), id(path, 2))),
                route(
                        "PATCH",
                        "channels/(\\d+)/messages/(\\d+)",
                        (path, request) -> discord.channels.edit(id(path, 1), id(path, 2), Uploaded.of(request))),
                route(
                        "DELETE",
                        "channels/(\\d+)/messages/(\\d+)",
                        (path, request) -> discord.channels.delete(id(path, 1), id(path, 2))),
                route(
                        "PUT",
                        "applications/(\\d+)/commands",
                        (path, request) -> discord.interactions.register(
                                id(path, 1),
                                DataArray.fromJson(Objects.requireNonNull(request.getBody())
                                        .utf8()))),
                route(
                        "POST",
                        "interactions/(\\d+)/([^/]+)/callback",
                        (path, request) ->
                                discord.interactions.callback(id(path, 1), path.group(2), Uploaded.of(request))),
                route(
                        "POST",
                        "webhooks/(\\d+)/([^/]+)",
                        (path, request) -> discord.interactions.followUp(path.group(2), Uploaded.of(request))),
                route(
                        "GET",
                        "webhooks/(\\d+)/([^/]+)/messages/(@original|\\d+)",
                        (path, request) -> discord.interactions.get(path.group(2), path.group(3))),
                route(
                        "PATCH",
                        "webhooks/(\\d+)/([^/]+)/messages/(@original|\\d+)",
                        (path, request) ->
                                discord.interactions.edit(path.group(2), path.group(3), Uploaded.of(request))),
                route(
                        "DELETE",
                        "webhooks/(\\d+)/([^/]+)/messages/(@original|\\d+)",
                        (path, request) -> discord.interactions.delete(path.group(2), path.group(3))));
    }

    MockResponse answer(RecordedRequest request) {
        try {
            String path = request.getUrl().encodedPath().substring("/api/v10/".length());
            if (!path.startsWith("webhooks/") && !path.startsWith("interactions/")) {
                authorise(request);
            }
            for (Route route : routes) {
                Matcher matcher = route.path().matcher(path);
                if (route.method().equals(request.getMethod()) && matcher.matches()) {
                    return success(route.action().answer(matcher, request));
                }
            }
            throw new Refusal(404, 0, "404: Not Found");
        } catch (Refusal refusal) {
            return new MockResponse.Builder()
                    .code(refusal.status)
                    .addHeader("Content-Type", "application/json")
                    .body(refusal.body())
                    .build();
        }
    }

    private static void authorise(RecordedRequest request) {
        if (!("Bot " + FakeDiscord.TOKEN).equals(request.getHeaders().get("Authorization"))) {
            throw new Refusal(401, 0, "401: Unauthorized");
        }
        if (!Objects.requireNonNullElse(request.getHeaders().get("User-Agent"), "")
                .startsWith("DiscordBot (")) {
            throw new Refusal(403, 40333, "internal network error");
        }
    }

    private DataObject gatewayBot() {
        return DataObject.empty()
                .put("url", discord.gatewayUrl())
                .put("shards", 1)
                .put(
                        "session_start_limit",
                        DataObject.empty()
                                .put("total", 1000)
                                .put("remaining", 1000 - discord.gateway.identified.size())
                                .put("reset_after", 86_400_000)
                                .put("max_concurrency", 1));
    }

    private DataArray list(long channel, HttpUrl url) {
        String limit = Objects.requireNonNullElse(url.queryParameter("limit"), "50");
        String after = url.queryParameter("after");
        Refusal.unless(Integer.parseInt(limit) >= 1 && Integer.parseInt(limit) <= 100, "limit is 1 to 100");
        return discord.channels.list(channel, after == null ? 0 : Long.parseLong(after), Integer.parseInt(limit));
    }

    private static MockResponse success(@Nullable Object body) {
        MockResponse.Builder answer = new MockResponse.Builder();
        return switch (body) {
            case null -> answer.code(204).build();
            case SerializableData object -> json(answer, object.toData().toString());
            case DataArray array -> json(answer, array.toString());
            default -> throw new IllegalStateException();
        };
    }

    private static MockResponse json(MockResponse.Builder answer, String body) {
        return answer.addHeader("Content-Type", "application/json").body(body).build();
    }

    private static DataObject json(RecordedRequest request) {
        return Uploaded.of(request).json();
    }

    private static Route route(String method, String path, Action action) {
        return new Route(method, Pattern.compile(path), action);
    }

    private static long id(Matcher path, int group) {
        return Long.parseLong(path.group(group));
    }
}
