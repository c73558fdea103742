package dev.vignette.inference.pickle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that one kind of pickle may mention, and the values that come of calling them. Nothing of Python is ever called: an
 * implementation only makes data. Every method throws {@link PickleException} for what it does not know.
 */
public interface Vocabulary {
    /** What stands for a name; refused here, before anything is made with it, if the name is not on the list. */
    Object name(String module, String name);

    /** What calling {@code callable}, a value of {@link #name}, gives. */
    Object call(Object callable, List<@Nullable Object> arguments);

    /** Gives a called thing the state that follows it. */
    void build(@Nullable Object target, @Nullable Object state);

    /** What stands for something that lies outside the pickle. */
    default Object persistent(@Nullable Object id) {
        throw new PickleException("The file refers to something outside itself.");
    }

    /** The final form of a value that is neither a list nor a map, when everything is read. */
    default @Nullable Object finished(Object value) {
        return value;
    }

    /** A name as it was mentioned, for vocabularies that need no more. */
    record Name(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }
}
