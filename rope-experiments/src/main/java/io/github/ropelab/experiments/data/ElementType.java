package io.github.ropelab.experiments.data;

import java.nio.ByteBuffer;

/** Element types of tensor files; reading widens exactly to double, except for 64-bit integers beyond 2^53. */
public enum ElementType {
    /** IEEE double. */
    F64(8, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getDouble(at);
        }
    },
    /** IEEE single. */
    F32(4, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getFloat(at);
        }
    },
    /** IEEE half. */
    F16(2, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return half(data.getShort(at));
        }
    },
    /** The upper half of an IEEE single. */
    BF16(2, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return Float.intBitsToFloat(data.getShort(at) << 16);
        }
    },
    /** Signed 64-bit integer. */
    I64(8, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getLong(at);
        }
    },
    /** Signed 32-bit integer. */
    I32(4, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getInt(at);
        }
    },
    /** Signed 16-bit integer. */
    I16(2, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getShort(at);
        }
    },
    /** Signed byte. */
    I8(1, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.get(at);
        }
    },
    /** Unsigned byte. */
    U8(1, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.get(at) & 0xFF;
        }
    };

    private final int bytes;
    private final boolean floating;

    ElementType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    abstract double read(ByteBuffer data, int at);

    int bytes() {
        return bytes;
    }

    boolean floating() {
        return floating;
    }

    /** The type of that name, or null. */
    static ElementType named(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** IEEE 754 binary16 to double, exactly: sign, 5 bits of exponent, 10 of fraction. */
    static double half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24;
        } else {
            magnitude = (0x400 + fraction) * Math.scalb(1.0, exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
