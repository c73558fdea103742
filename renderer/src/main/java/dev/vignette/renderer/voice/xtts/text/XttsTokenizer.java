package dev.vignette.renderer.voice.xtts.text;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Text to the ids that the transformer reads (specification §2). Immutable; safe to use from several threads. */
public final class XttsTokenizer {
    /** What is cleaned here; the model knows fourteen more. */
    public static final Set<Language> LANGUAGES = Set.of(Language.ENGLISH, Language.SPANISH, Language.CHINESE);

    private final BytePairs pairs;
    private final int start;
    private final int stop;
    private final int space;

    private XttsTokenizer(BytePairs pairs) {
        this.pairs = pairs;
        this.start = pairs.id("[START]");
        this.stop = pairs.id("[STOP]");
        this.space = pairs.id("[SPACE]");
        LANGUAGES.forEach(language -> pairs.id(LanguageRules.of(language).tag()));
    }

    /** @throws InferenceException if the file is missing or no vocabulary of XTTS-v2 */
    public static XttsTokenizer read(Path vocabulary) {
        try {
            return new XttsTokenizer(BytePairs.read(vocabulary));
        } catch (IllegalArgumentException e) {
            throw new InferenceException(
                    "The file " + vocabulary + " is no vocabulary of XTTS-v2. Pull or convert the model again.", e);
        }
    }

    /** Most characters that the model says in one go without swallowing some. */
    public static int mostCharacters(Language language) {
        return LanguageRules.of(language).most();
    }

    /**
     * Ids of a text.
     *
     * @param ids with the language's tag, without start and stop
     * @param words ids that are neither the tag nor spaces
     * @param unknown those among them for characters that the model does not know
     */
    public record Encoded(List<Integer> ids, int words, int unknown) {
        public Encoded {
            ids = List.copyOf(ids);
        }
    }

    public Encoded encode(String text, Language language) {
        List<Integer> ids = pairs.encode(string(text, language));
        int spaces = (int) ids.stream().filter(id -> id == space).count();
        int unknown = (int) ids.stream().filter(id -> id == pairs.unknown()).count();
        return new Encoded(ids, ids.size() - 1 - spaces, unknown);
    }

    /** Start, the ids, stop. */
    public int[] framed(Encoded encoded) {
        int[] framed = new int[encoded.ids().size() + 2];
        framed[0] = start;
        for (int i = 0; i < encoded.ids().size(); i++) {
            framed[i + 1] = encoded.ids().get(i);
        }
        framed[framed.length - 1] = stop;
        return framed;
    }

    static String string(String text, Language language) {
        return LanguageRules.of(language).tag() + cleaned(text, language).replace(" ", "[SPACE]");
    }

    /** Text cleaned as the model's texts were. Brackets go, so that nobody writes special tokens. */
    static String cleaned(String text, Language language) {
        String bare = text.replace('[', ' ').replace(']', ' ').strip().toLowerCase(Locale.ROOT);
        LanguageRules rules = LanguageRules.of(language);
        if (language.equals(Language.CHINESE)) {
            String spelt = ChineseNormaliser.normalise(bare.replace("\"", ""));
            return Pinyin.of(spelt).replaceAll("\\s+", " ").strip();
        }
        return Cleaner.clean(bare, rules);
    }
}
