package dev.vignette.renderer.face.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.renderer.avatar.CardException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RigReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void theBuiltInRigsAreRightAndTheirPalettesSmall(String name) {
        assertThat(Drawings.rig(name)).isNotNull();
        assertThat((Map<?, ?>) Drawings.fields(name).get("palette")).hasSizeLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            head    | width   | 90      | card.yml: "rig.head.width" must be a number from 30 to 40, not "90".
            head    | width   | wide    | card.yml: "rig.head.width" must be a number from 30 to 40, not "wide".
            eyes    | iris    |         | card.yml: "rig.eyes.iris" must be a number from 1.8 to 3.4, and is missing.
            palette | skin    | red     | card.yml: "rig.palette.skin" must be a colour such as "#A1B2C3" in quotes, not "red".
            hair    | style   | mullet  | card.yml: "rig.hair.style" must be one of coils, bob, swept, not "mullet".
            nose    | colour  | red     | card.yml: nothing is called "rig.nose.colour"; remove it or check the spelling.
            """)
    void aWrongFieldIsNamed(String section, String field, String value, String message) {
        Map<String, Object> rig = new HashMap<>(Drawings.fields("ada"));
        Map<Object, Object> fields = new HashMap<>((Map<?, ?>) rig.get(section));
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value.matches("\\d+") ? Integer.valueOf(value) : value);
        }
        rig.put(section, fields);
        assertThatThrownBy(() -> RigReader.read("card.yml", rig))
                .isInstanceOf(CardException.class)
                .hasMessage(message);
    }

    @Test
    void notANumberIsNotANumber() {
        Map<String, Object> rig = new HashMap<>(Drawings.fields("ada"));
        rig.put("nose", Map.of("width", Double.NaN, "length", 12, "bridge", 0.5));
        assertThatThrownBy(() -> RigReader.read("card.yml", rig)).hasMessageContaining("\"rig.nose.width\"");
    }

    @Test
    void aMissingSectionIsNamed() {
        Map<String, Object> rig = new HashMap<>(Drawings.fields("ada"));
        rig.remove("mouth");
        assertThatThrownBy(() -> RigReader.read("card.yml", rig))
                .hasMessage("card.yml: \"rig.mouth\" must be a mapping with fields of its own, and is missing.");
    }
}
