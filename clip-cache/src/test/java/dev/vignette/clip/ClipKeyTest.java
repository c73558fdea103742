package dev.vignette.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.clip.ClipRecipe.Versioned;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipKeyTest {

    @Test
    void isTheSameForEverAndEverywhere() {
        // Computed apart, with Python's hashlib and base64. Changing either value makes every stored clip unreachable:
        // raise the scheme's number if you mean to.
        assertThat(Recipes.saying("Hello there.").key())
                .hasToString("24c5599b8613fa6cc2956154d49d93afba97a20b18a2396b9c784f5794875235");
        assertThat(Recipes.id("Hello there.")).hasToString("etcvtg4gcp5gzquvmfknjhmtv6");
    }

    @ParameterizedTest
    @ValueSource(strings = {" Hello  there. ", "Hello\tthere.", "Hello\nthere.", "Ｈello there.", "Hello\u00A0there."})
    void doesNotDependOnHowTheTextIsWritten(String text) {
        assertThat(Recipes.saying(text).key())
                .isEqualTo(Recipes.saying("Hello there.").key());
    }

    @Test
    void changesWithEveryPartOfTheRecipe() {
        Versioned voice = new Versioned("v", "1");
        Versioned avatar = new Versioned("a", "1");
        Versioned face = new Versioned("f", "1");
        List<ClipRecipe> recipes = List.of(
                new ClipRecipe("t", "en", voice, "s", avatar, face, "m"),
                new ClipRecipe("T", "en", voice, "s", avatar, face, "m"),
                new ClipRecipe("t", "es", voice, "s", avatar, face, "m"),
                new ClipRecipe("t", "en", new Versioned("w", "1"), "s", avatar, face, "m"),
                new ClipRecipe("t", "en", new Versioned("v", "2"), "s", avatar, face, "m"),
                new ClipRecipe("t", "en", voice, "S", avatar, face, "m"),
                new ClipRecipe("t", "en", voice, "s", new Versioned("b", "1"), face, "m"),
                new ClipRecipe("t", "en", voice, "s", new Versioned("a", "2"), face, "m"),
                new ClipRecipe("t", "en", voice, "s", avatar, new Versioned("g", "1"), "m"),
                new ClipRecipe("t", "en", voice, "s", avatar, new Versioned("f", "2"), "m"),
                new ClipRecipe("t", "en", voice, "s", avatar, face, "M"),
                new ClipRecipe("t", "en", voice, "s", avatar, face, "m", "gaze=1,0"),
                new ClipRecipe("t", "en", voice, "s", avatar, face, "mgaze=1,0"),
                // the same letters, cut elsewhere
                new ClipRecipe("t", "en", new Versioned("v1", ""), "s", avatar, face, "m"),
                new ClipRecipe("te", "n", voice, "s", avatar, face, "m"),
                new ClipRecipe("t", "en", voice, "sa", new Versioned("", "1"), face, "m"));
        Set<ClipKey> keys = new HashSet<>();
        Set<ClipId> ids = new HashSet<>();
        for (ClipRecipe recipe : recipes) {
            keys.add(recipe.key());
            ids.add(recipe.key().id());
        }
        assertThat(keys).hasSameSizeAs(recipes);
        assertThat(ids).hasSameSizeAs(recipes);
    }

    @Test
    void givesASeedPerPurpose() {
        ClipKey key = Recipes.saying("Hello there.").key();
        assertThat(key.seed("face"))
                .isEqualTo(Recipes.saying("Hello there.").key().seed("face"))
                .isNotEqualTo(key.seed("voice"))
                .isNotEqualTo(Recipes.saying("Hello here.").key().seed("face"));
    }

    @Test
    void hasAPublicNameOf26SafeCharacters() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(Recipes.id("Sentence " + i).value()).matches("[a-z2-7]{26}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "abcdefghijklmnopqrstuvwxyz2",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "../../../../../etc/passwd.",
                "abcdefghijklmnopqrstuvwxy\0",
                "abcdefghijklmnopqrstuvwxy/",
                "abcdefghijklmnopqrstuvwxyz\n",
                "abcdefghijklmnopqrstuvwxyé",
                "１２３４５６７８９０１２３４５６７８９０１２３４５６"
            })
    void isNotReadFromWhatIsNoId(String text) {
        assertThat(ClipId.parse(text)).isEmpty();
    }

    @Test
    void isReadBackFromItsName() {
        ClipId id = Recipes.id("Hello there.");
        assertThat(ClipId.parse(id.value())).contains(id);
    }
}
