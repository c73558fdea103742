package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A library of C functions as a Java interface: each method is one function of the same name, {@code int} is C's int,
 * {@code long} a 64-bit number or an address, {@link MemorySegment} a pointer. All functions are bound at once, so that a
 * library that is too old is found when it is loaded and not in the middle of the work.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    /**
     * Loads the first library that there is.
     *
     * @param names for the dynamic linker, such as {@code libcuda.so.1}, or absolute paths
     * @throws IllegalArgumentException if none can be loaded, or it lacks a function; the message says which
     */
    static <T> T load(Class<T> functions, List<String> names) {
        StringJoiner problems = new StringJoiner("; ");
        for (String name : names) {
            try {
                return bind(functions, lookup(name));
            } catch (IllegalArgumentException e) {
                problems.add(name + ": " + e.getMessage());
            }
        }
        throw new IllegalArgumentException(problems.toString());
    }

    private static SymbolLookup lookup(String name) {
        Path path = Path.of(name);
        return path.isAbsolute()
                ? SymbolLookup.libraryLookup(path, Arena.global())
                : SymbolLookup.libraryLookup(name, Arena.global());
    }

    static <T> T bind(Class<T> functions, SymbolLookup library) {
        Map<Method, MethodHandle> handles = new HashMap<>();
        for (Method method : functions.getDeclaredMethods()) {
            Symbol symbol = method.getAnnotation(Symbol.class);
            String name = symbol == null ? method.getName() : symbol.value();
            MemorySegment address =
                    library.find(name).orElseThrow(() -> new IllegalArgumentException("it has no function " + name));
            handles.put(method, handle(method, address));
        }
        Object proxy = Proxy.newProxyInstance(
                functions.getClassLoader(), new Class<?>[] {functions}, (self, method, arguments) -> {
                    MethodHandle handle = handles.get(method);
                    return handle == null
                            ? functions.getSimpleName()
                            : handle.invokeExact(arguments == null ? new Object[0] : arguments);
                });
        return functions.cast(proxy);
    }

    private static MethodHandle handle(Method method, MemorySegment address) {
        MemoryLayout[] parameters = Arrays.stream(method.getParameterTypes())
                .map(NativeLibrary::layout)
                .toArray(MemoryLayout[]::new);
        FunctionDescriptor descriptor = FunctionDescriptor.of(layout(method.getReturnType()), parameters);
        return Linker.nativeLinker()
                .downcallHandle(address, descriptor)
                .asSpreader(Object[].class, parameters.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private static MemoryLayout layout(Class<?> type) {
        if (type == int.class) {
            return ValueLayout.JAVA_INT;
        }
        if (type == long.class) {
            return ValueLayout.JAVA_LONG;
        }
        if (type == MemorySegment.class) {
            return ValueLayout.ADDRESS;
        }
        throw new IllegalArgumentException("No C type is set down for " + type + ".");
    }
}
