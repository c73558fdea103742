package dev.vignette.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceStackTest {
    private final List<String> closed = new ArrayList<>();
    private final ResourceStack stack = new ResourceStack();

    @Test
    void closes_in_reverse_and_once() {
        stack.push(() -> closed.add("network"));
        stack.push(() -> closed.add("scope"));
        stack.push(() -> closed.add("run"));
        stack.close();
        stack.close();
        assertThat(closed).containsExactly("run", "scope", "network");
    }

    @Test
    void what_fails_keeps_nothing_else_open() {
        var first = new UncheckedIOException(new IOException("full"));
        var second = new Exception("gone");
        stack.push(() -> closed.add("network"));
        stack.push(() -> {
            throw second;
        });
        stack.push(() -> {
            throw first;
        });
        assertThatThrownBy(stack::close)
                .isSameAs(first)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other)
                                .isInstanceOf(IllegalStateException.class)
                                .hasCause(second)));
        assertThat(closed).containsExactly("network");
    }
}
