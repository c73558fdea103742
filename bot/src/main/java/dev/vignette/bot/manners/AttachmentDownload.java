package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.FetchedNote;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches recordings from a platform's own hosts and from nowhere else: the host must be on the list, by https, at public
 * addresses, to which the connection is pinned; redirects are followed only within the list and never carry the headers to
 * another host. Bytes and time are limited while they come. No proxy is used. URLs may hold secrets and appear in no message.
 *
 * <p>One instance per platform; safe to use from any thread. Has no threads that need closing.
 */
public final class AttachmentDownload {
    private static final int MAX_REDIRECTS = 3;

    private final AttachmentHosts hosts;
    private final long maxBytes;
    private final OkHttpClient outside;
    private final OkHttpClient local;

    /**
     * @param maxBytes largest recording taken
     * @param maxTime for all of a download, from the resolution of the name to the last byte
     */
    public AttachmentDownload(AttachmentHosts hosts, long maxBytes, Duration maxTime) {
        this(hosts, maxBytes, maxTime, Dns.SYSTEM);
    }

    AttachmentDownload(AttachmentHosts hosts, long maxBytes, Duration maxTime, Dns resolver) {
        this.hosts = hosts;
        this.maxBytes = maxBytes;
        this.local = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .callTimeout(maxTime)
                .connectTimeout(maxTime.compareTo(Duration.ofSeconds(10)) < 0 ? maxTime : Duration.ofSeconds(10))
                .build();
        this.outside = local.newBuilder().dns(new PublicAddresses(resolver)).build();
    }

    /**
     * Fetches into a file of its own, which the caller closes.
     *
     * @param headers to send, such as an authorization
     * @param mediaType as declared with the message; used where the server does not name an audio or video type
     * @throws AttachmentException if it cannot be had; nothing is left behind then
     */
    public FetchedNote fetch(URI uri, Map<String, String> headers, String mediaType) {
        HttpUrl url = url(uri);
        Headers sent = Headers.of(headers);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            if (!hosts.admits(url)) {
                throw new AttachmentException(
                        Reason.FORBIDDEN, "Recordings are not fetched from " + url.host() + ".", null);
            }
            try (Response response = client(url)
                    .newCall(new Request.Builder().url(url).headers(sent).build())
                    .execute()) {
                HttpUrl next = response.isRedirect() ? target(response, url) : null;
                if (next == null) {
                    return save(response, mediaType);
                }
                if (!next.host().equals(url.host()) || next.port() != url.port()) {
                    sent = Headers.of();
                }
                url = next;
            } catch (PublicAddresses.PrivateAddressException e) {
                throw new AttachmentException(Reason.FORBIDDEN, String.valueOf(e.getMessage()), null);
            } catch (UnknownHostException e) {
                throw new AttachmentException(
                        Reason.UNREACHABLE, "The host " + url.host() + " is not known just now.", null);
            } catch (IOException e) {
                // The exception's own words may hold the URL.
                throw new AttachmentException(
                        Reason.UNREACHABLE,
                        "The recording could not be fetched from " + url.host() + " ("
                                + e.getClass().getSimpleName() + ").",
                        null);
            }
        }
        throw new AttachmentException(Reason.FORBIDDEN, "Too many redirects at " + url.host() + ".", null);
    }

    private static HttpUrl url(URI uri) {
        HttpUrl url = HttpUrl.get(uri);
        if (url == null) {
            throw new AttachmentException(Reason.FORBIDDEN, "Recordings are fetched by http and https only.", null);
        }
        return url;
    }

    private static HttpUrl target(Response response, HttpUrl from) {
        String location = response.header("Location");
        HttpUrl next = location == null ? null : from.resolve(location);
        if (next == null) {
            throw new AttachmentException(
                    Reason.GONE, "The host " + from.host() + " redirects to nowhere that makes sense.", null);
        }
        return next;
    }

    private OkHttpClient client(HttpUrl url) {
        return hosts.isLocal(url) ? local : outside;
    }

    private FetchedNote save(Response response, String declared) throws IOException {
        String host = response.request().url().host();
        int status = response.code();
        if (status != 200) {
            boolean passing = status == 429 || status == 408 || status >= 500;
            throw new AttachmentException(
                    passing ? Reason.UNREACHABLE : Reason.GONE,
                    "The host " + host + " answered " + status + " instead of a recording.",
                    null);
        }
        String type = response.header("Content-Type", "");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/")) {
            // A sign-in page, for instance, comes with status 200.
            throw new AttachmentException(Reason.GONE, "The host " + host + " sent a page, not a recording.", null);
        }
        if (response.body().contentLength() > maxBytes) {
            throw tooLarge();
        }
        Path file = Files.createTempFile("vignette-recording", "");
        try {
            try (InputStream in = response.body().byteStream();
                    OutputStream out = Files.newOutputStream(file)) {
                copy(in, out);
            }
            return new FetchedNote(file, mediaType(type, declared));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long count = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count += read;
            if (count > maxBytes) {
                throw tooLarge();
            }
            out.write(buffer, 0, read);
        }
        if (count == 0) {
            throw new AttachmentException(Reason.GONE, "The recording has no bytes.", null);
        }
    }

    private AttachmentException tooLarge() {
        return new AttachmentException(Reason.TOO_LARGE, "The recording is larger than " + maxBytes + " bytes.", null);
    }

    private static String mediaType(@Nullable String sent, String declared) {
        return sent != null && (sent.startsWith("audio/") || sent.startsWith("video/")) ? sent : declared;
    }
}
