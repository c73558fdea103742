package dev.vignette.inference.checkpoint;

import dev.vignette.inference.pickle.PickleException;
import dev.vignette.inference.pickle.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint may mention: tensors, their storages, ordered dictionaries, and the classes of configurations that the caller
 * names, of which nothing is made.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/_utils.py">torch._utils, how tensors are rebuilt</a>
 */
final class TorchVocabulary implements Vocabulary {
    private static final Set<String> CALLS = Set.of(
            "collections.OrderedDict",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_parameter",
            "torch.Size",
            "torch.device");

    private final List<String> passedOver;

    /** An object of which nothing is kept. */
    private enum PassedOver {
        OBJECT
    }

    /** Numbers in the entry {@code data/key}. */
    record Storage(NumberType type, String key, long elements) {}

    /** @param passedOver beginnings of full names, such as {@code TTS.}, whose objects are read over */
    TorchVocabulary(List<String> passedOver) {
        this.passedOver = passedOver;
    }

    @Override
    public Object name(String module, String name) {
        Name full = new Name(module, name);
        NumberType type = module.equals("torch") ? NumberType.ofStorage(name) : null;
        if (type != null) {
            return type;
        }
        if (CALLS.contains(full.toString())) {
            return full;
        }
        if (passedOver.stream().anyMatch(full.toString()::startsWith)) {
            return PassedOver.OBJECT;
        }
        throw new PickleException(
                "it wants to call " + full + ", which weights have no need of; nothing of it was run");
    }

    @Override
    public Object call(Object callable, List<@Nullable Object> arguments) {
        if (callable == PassedOver.OBJECT) {
            return PassedOver.OBJECT;
        }
        if (!(callable instanceof Name name)) {
            throw new PickleException("it calls something that cannot be called");
        }
        return switch (name.name()) {
            case "OrderedDict" -> ordered(arguments);
            case "_rebuild_tensor_v2" -> tensor(arguments);
            case "_rebuild_parameter" -> parameter(arguments);
            // A shape or a place by itself.
            default -> List.copyOf(arguments.stream().map(String::valueOf).toList());
        };
    }

    private static Object ordered(List<@Nullable Object> arguments) {
        LinkedHashMap<Object, @Nullable Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            throw new PickleException("it has a dictionary in a form that is not read");
        }
        return map;
    }

    private static StoredTensor tensor(List<@Nullable Object> arguments) {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Long offset
                && arguments.get(2) instanceof List<?> shape
                && arguments.get(3) instanceof List<?> strides) {
            return StoredTensor.of(storage, offset, longs(shape), longs(strides));
        }
        throw new PickleException("it has a tensor in a form that is not read");
    }

    private static Object parameter(List<@Nullable Object> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof StoredTensor tensor) {
            return tensor;
        }
        throw new PickleException("it has a parameter in a form that is not read");
    }

    private static long[] longs(List<?> values) {
        return values.stream()
                .mapToLong(value -> {
                    if (value instanceof Long number) {
                        return number;
                    }
                    throw new PickleException("it has a tensor whose shape is no list of numbers");
                })
                .toArray();
    }

    /** State after a call: hooks and metadata of dictionaries, and what objects that are read over hold. */
    @Override
    public void build(@Nullable Object target, @Nullable Object state) {
        if (target != PassedOver.OBJECT && !(target instanceof LinkedHashMap<?, ?>)) {
            throw new PickleException("it builds something in an unknown way");
        }
    }

    @Override
    public Object persistent(@Nullable Object id) {
        if (id instanceof List<?> parts
                && parts.size() == 5
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof NumberType type
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long elements
                && key.matches("[0-9A-Za-z_]{1,40}")
                && elements >= 0) {
            return new Storage(type, key, elements);
        }
        throw new PickleException("it refers to something that is no storage of numbers");
    }
}
