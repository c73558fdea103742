package dev.vignette.renderer.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpeakerTest {
    private final Speaker enrolled = Speakers.enrolled();
    private final EnrolledVoice own = Objects.requireNonNull(enrolled.enrolled());

    private static VoicePrint print(int data) {
        return new VoicePrint("fake-clone", "pitch/1", new byte[] {(byte) data});
    }

    @Test
    void theVersionChangesWithTheEnrolledVoiceWhereItIsHeard() {
        try (Voice approximate = new FakeVoice();
                Voice clone = new FakeClone()) {
            String plain = Speakers.approximate().versionFor(clone);
            String first = enrolled.versionFor(clone);
            assertThat(first).startsWith("ada-1").isNotEqualTo(plain);
            assertThat(enrolled.versionFor(approximate)).isEqualTo("ada-1");
        }
    }

    @Test
    void anotherSampleIsAnotherVersion() {
        Consent other = new Consent("test-2", "a test", Instant.EPOCH, "1", "f".repeat(64), sample -> true);
        Speaker speaker = enrolled.with(new EnrolledVoice(other, Speakers.sample(4)));
        try (Voice clone = new FakeClone()) {
            assertThat(speaker.versionFor(clone)).isNotEqualTo(enrolled.versionFor(clone));
        }
    }

    @Test
    void theVersionStaysWhenAPrintTakesThePlaceOfTheSample() {
        EnrolledVoice printed = own.with(print(1));
        try (Voice clone = new FakeClone()) {
            assertThat(enrolled.with(printed).versionFor(clone)).isEqualTo(enrolled.versionFor(clone));
            assertThat(enrolled.with(printed.withoutSample()).versionFor(clone)).isEqualTo(enrolled.versionFor(clone));
        }
    }

    @Test
    void anEnrolledVoiceNeedsSomethingToBeMadeOf() {
        assertThatThrownBy(own::withoutSample).isInstanceOf(IllegalArgumentException.class);
        assertThat(own.with(print(1)).withoutSample().sample()).isNull();
        assertThatThrownBy(() -> new EnrolledVoice(Speakers.CONSENT, Speakers.sample(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 30 s");
        assertThatThrownBy(() -> new EnrolledVoice(Speakers.CONSENT, null, Map.of("other", print(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConsentNamesItsEntryItsDeclarantItsWordingAndItsSample() {
        assertThatThrownBy(() -> new Consent(" ", "a", Instant.EPOCH, "1", "0".repeat(64), sample -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Consent("1", "a", Instant.EPOCH, "1", "0".repeat(63), sample -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Consent("1", "a", Instant.EPOCH, "", "0".repeat(64), sample -> true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingPersonalIsPrinted() {
        assertThat(own.with(print(1)).toString()).isEqualTo("EnrolledVoice[test-1, sample, [fake-clone]]");
        assertThat(print(77)).hasToString("VoicePrint[fake-clone pitch/1, 1 bytes]");
    }
}
