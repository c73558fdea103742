package dev.vignette.bot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    @TempDir
    private Path home;

    private Path file() {
        return home.resolve("state").resolve("access-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void loopbackIsOpen(String address) {
        assertThat(AccessToken.required(address, " ", file(), new Random(1))).isEmpty();
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.5", "::", "", "no such host.invalid"})
    void everythingElseHasATokenThatLasts(String address) throws Exception {
        AccessToken first =
                AccessToken.required(address, "", file(), new Random(1)).orElseThrow();
        AccessToken again =
                AccessToken.required(address, "", file(), new Random(2)).orElseThrow();
        assertThat(first.reveal()).matches("[0-9a-f]{32}").isEqualTo(again.reveal());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(first).hasToString("AccessToken[hidden]");
    }

    @Test
    void aConfiguredTokenIsAskedForOnLoopbackToo() {
        AccessToken token = AccessToken.required("127.0.0.1", "correct horse battery", file(), new Random(1))
                .orElseThrow();
        assertThat(token.matches("correct horse battery")).isTrue();
        assertThat(token.matches("correct horse batterz")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void aShortTokenIsRefused() {
        assertThatThrownBy(() -> AccessToken.required("0.0.0.0", "hunter2", file(), new Random(1)))
                .hasMessageContaining("16 characters")
                .hasMessageNotContaining("hunter2");
    }
}
