package dev.vignette.bot.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The fake server's webhook: as strict about setting it as the real one, and posting again what was not taken. */
final class FakeWebhook {
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile @Nullable URI url;
    private volatile String secret = "";

    boolean set() {
        return url != null;
    }

    boolean set(FakeTelegram.Call call) {
        URI asked = URI.create(call.get("url"));
        need(
                "https".equals(asked.getScheme()) || "127.0.0.1".equals(asked.getHost()),
                "bad webhook: An HTTPS URL must be provided");
        need(call.get("secret_token").matches("[A-Za-z0-9_-]{1,256}"), "secret token contains unallowed characters");
        JsonNode kinds = read(call.get("allowed_updates"));
        need(kinds.isArray() && !kinds.isEmpty(), "can't parse allowed_updates");
        url = asked;
        secret = call.get("secret_token");
        return true;
    }

    boolean delete() {
        url = null;
        return true;
    }

    /** Posts what waits, oldest first, until something is not taken; gives the statuses. */
    List<Integer> post(SortedMap<Integer, Object> pending) {
        List<Integer> statuses = new ArrayList<>();
        while (!pending.isEmpty()) {
            int status = post(pending.firstEntry().getValue(), secret);
            statuses.add(status);
            if (status / 100 != 2) {
                break;
            }
            pending.remove(pending.firstKey());
        }
        return statuses;
    }

    /** Posts one update with a secret of the caller's; null for none. */
    int post(Object update, @Nullable String shown) {
        try {
            var request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            update instanceof String raw
                                    ? raw.getBytes()
                                    : FakeTelegram.JSON.writeValueAsBytes(update)));
            if (shown != null) {
                request.header("X-Telegram-Bot-Api-Secret-Token", shown);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return FakeTelegram.JSON.readTree(json);
        } catch (IOException e) {
            throw FakeTelegram.Refusal.bad("can't parse JSON");
        }
    }

    private static void need(boolean condition, String otherwise) {
        if (!condition) {
            throw FakeTelegram.Refusal.bad(otherwise);
        }
    }

    void close() {
        http.close();
    }

    static Map<String, Object> info(@Nullable URI url) {
        return Map.of(
                "url", url == null ? "" : url.toString(), "has_custom_certificate", false, "pending_update_count", 0);
    }

    @Nullable
    URI url() {
        return url;
    }
}
