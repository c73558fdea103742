package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.AttachmentException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where recordings may come from: listed names at public addresses. */
class AttachmentHostsTest extends DownloadFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example.com/note",
                "https://cdn.example.com:8443/note",
                "https://user@cdn.example.com/note",
                "https://cdn.example.com.evil.test/note",
                "https://evil.test/cdn.example.com",
                "https://127.0.0.1/note",
                "https://[::1]/note",
                "https://2130706433/note",
                "http://127.0.0.1:1/note",
                "ftp://cdn.example.com/note",
                "file:///etc/passwd"
            })
    void onlyTheListedHostsAreAsked(String url) {
        var download = new AttachmentDownload(
                AttachmentHosts.of("cdn.example.com").andLocal(base), LIMIT, Duration.ofSeconds(2), host -> {
                    throw new AssertionError("asked for " + host);
                });
        assertThat(failure(download, URI.create(url))).isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001:0:1::1",
                "::7f00:1"
            })
    void aListedNameAtAPrivateAddressIsRefused(String address) throws UnknownHostException {
        InetAddress inside = InetAddress.getByName(address);
        assertThat(PublicAddresses.isPublic(inside)).isFalse();
        var download = new AttachmentDownload(
                AttachmentHosts.of("cdn.example.com"), LIMIT, Duration.ofSeconds(2), host -> List.of(inside));
        assertThat(failure(download, URI.create("https://cdn.example.com/note")))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"149.154.167.220", "162.159.133.233", "2001:67c:4e8:f004::9", "64:ff9b::808:808"})
    void publicAddressesArePublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void oneAddressInsideSpoilsTheName() throws UnknownHostException {
        List<InetAddress> both = List.of(InetAddress.getByName("149.154.167.220"), InetAddress.getByName("10.0.0.1"));
        var download = new AttachmentDownload(
                AttachmentHosts.of("cdn.example.com"), LIMIT, Duration.ofSeconds(2), host -> both);
        assertThat(failure(download, URI.create("https://cdn.example.com/note")))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void namesBelowADomainCanBeListed() {
        AttachmentHosts hosts = AttachmentHosts.of("*.slack.com");
        assertThat(hosts.admits(new HttpUrl.Builder()
                        .scheme("https")
                        .host("files.slack.com")
                        .build()))
                .isTrue();
        assertThat(hosts.admits(HttpUrl.get("https://slack.com/x"))).isFalse();
        assertThat(hosts.admits(HttpUrl.get("https://evilslack.com/x"))).isFalse();
    }
}
