package dev.vignette.inference.checkpoint;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a storage keeps its numbers; little-endian all of them. */
enum NumberType {
    DOUBLE("DoubleStorage", 8) {
        @Override
        float next(ByteBuffer from) {
            return (float) from.getDouble();
        }
    },
    FLOAT("FloatStorage", 4) {
        @Override
        float next(ByteBuffer from) {
            return from.getFloat();
        }
    },
    HALF("HalfStorage", 2) {
        @Override
        float next(ByteBuffer from) {
            return Float.float16ToFloat(from.getShort());
        }
    },
    BFLOAT16("BFloat16Storage", 2) {
        @Override
        float next(ByteBuffer from) {
            return Float.intBitsToFloat(from.getShort() << 16);
        }
    },
    LONG("LongStorage", 8) {
        @Override
        float next(ByteBuffer from) {
            return from.getLong();
        }
    },
    INT("IntStorage", 4) {
        @Override
        float next(ByteBuffer from) {
            return from.getInt();
        }
    },
    SHORT("ShortStorage", 2) {
        @Override
        float next(ByteBuffer from) {
            return from.getShort();
        }
    },
    CHAR("CharStorage", 1) {
        @Override
        float next(ByteBuffer from) {
            return from.get();
        }
    },
    BYTE("ByteStorage", 1) {
        @Override
        float next(ByteBuffer from) {
            return from.get() & 255;
        }
    },
    BOOL("BoolStorage", 1) {
        @Override
        float next(ByteBuffer from) {
            return from.get() == 0 ? 0 : 1;
        }
    };

    private final String storage;
    private final int bytes;

    NumberType(String storage, int bytes) {
        this.storage = storage;
        this.bytes = bytes;
    }

    abstract float next(ByteBuffer from);

    int bytes() {
        return bytes;
    }

    /** @return null if no type keeps its numbers under this name */
    static @Nullable NumberType ofStorage(String name) {
        for (NumberType type : values()) {
            if (type.storage.equals(name)) {
                return type;
            }
        }
        return null;
    }
}
