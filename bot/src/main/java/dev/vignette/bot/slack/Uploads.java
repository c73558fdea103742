package dev.vignette.bot.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.DeliveryId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Films and voice notes on their way to Slack, in its three steps: ask for a place, send the bytes there, have the file shown. Only the last is
 * seen by people; a try after a failure goes on where the last one stopped. The bytes go without the token.
 */
final class Uploads {
    /**
     * What is to be shown.
     *
     * @param name of the file, the same over all tries
     * @param size in bytes
     */
    record Sent(String name, MediaType type, long size, ByteSource content) {
        private static final MediaType MP4 = MediaType.get("video/mp4");
        private static final MediaType OGG = MediaType.get(VoiceFile.MEDIA_TYPE);

        static Sent film(Delivery delivery, ClipFile film) {
            return new Sent(name(delivery) + ".mp4", MP4, film.size(), film.content());
        }

        static Sent voice(Delivery delivery, VoiceFile note) {
            return new Sent(name(delivery) + ".ogg", OGG, note.size(), note.content());
        }

        private static String name(Delivery delivery) {
            return "vignette-" + delivery.id().value().substring(16);
        }
    }

    private final SlackCalls calls;
    private final SlackSettings settings;
    private final OkHttpClient http;
    /** Files whose bytes Slack has, but which nobody has been shown yet. */
    private final Cache<DeliveryId, String> sent = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    Uploads(SlackCalls calls, SlackSettings settings, OkHttpClient http) {
        this.calls = calls;
        this.settings = settings;
        this.http = http;
    }

    /**
     * Shows the file.
     *
     * @param thread to show it in; null for none
     * @return the file's id
     */
    String share(Delivery delivery, Sent what, String channel, @Nullable String thread, String comment) {
        String known = sent.getIfPresent(delivery.id());
        String file = known == null ? send(delivery, what) : known;
        sent.put(delivery.id(), file);
        calls.call(methods -> methods.filesCompleteUploadExternal(request -> request.files(List.of(
                        FileDetails.builder().id(file).title(what.name()).build()))
                .channelId(channel)
                .threadTs(thread)
                .initialComment(Mrkdwn.of(comment))));
        return file;
    }

    private String send(Delivery delivery, Sent what) {
        var place = calls.call(methods -> methods.filesGetUploadURLExternal(request -> request.filename(what.name())
                .length(Math.toIntExact(what.size()))
                .altTxt(delivery.text())));
        HttpUrl url = HttpUrl.parse(place.getUploadUrl());
        if (url == null || !trusted(url)) {
            throw DeliveryException.refused("Slack wants the file sent to a host that is not its own.", null);
        }
        try (Response answer = http.newCall(
                        new Request.Builder().url(url).post(body(what)).build())
                .execute()) {
            if (answer.code() == 429) {
                throw DeliveryException.rateLimited(
                        "Slack asks for a pause.", SlackCalls.pause(answer.header("Retry-After")));
            }
            if (!answer.isSuccessful()) {
                throw DeliveryException.passing("Slack's upload answers with status " + answer.code() + ".", null);
            }
        } catch (IOException e) {
            throw DeliveryException.passing("The upload broke (" + e.getClass().getSimpleName() + ").", null);
        }
        return place.getFileId();
    }

    private boolean trusted(HttpUrl url) {
        boolean slacks =
                url.isHttps() && (url.host().equals("slack.com") || url.host().endsWith(".slack.com"));
        boolean configured = !settings.slacksOwn()
                && url.host().equals(settings.api().getHost())
                && url.port() == settings.api().getPort();
        return slacks || configured;
    }

    private static RequestBody body(Sent what) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return what.type();
            }

            @Override
            public long contentLength() {
                return what.size();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                try (InputStream in = what.content().open()) {
                    sink.writeAll(Okio.source(in));
                }
            }
        };
    }
}
