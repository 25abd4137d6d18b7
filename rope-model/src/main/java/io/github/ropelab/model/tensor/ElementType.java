package io.github.ropelab.model.tensor;

import io.github.ropelab.core.kernel.NumberFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Element types of tensor files; reading widens exactly to double, except for 64-bit integers beyond 2^53. */
public enum ElementType {
    /** IEEE double. */
    F64(8, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getDouble(at);
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putDouble(value);
        }
    },
    /** IEEE single. */
    F32(4, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getFloat(at);
        }

        @Override
        void floats(ByteBuffer data, int at, float[] target, int from, int count) {
            data.slice(at, count * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(target, from, count);
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putFloat((float) value);
        }
    },
    /** IEEE half. */
    F16(2, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return half(data.getShort(at));
        }

        @Override
        void floats(ByteBuffer data, int at, float[] target, int from, int count) {
            for (int i = 0; i < count; i++) {
                target[from + i] = HalfFloat.of(data.getShort(at + 2 * i));
            }
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putShort(halfBits(value));
        }
    },
    /** The upper half of an IEEE single. */
    BF16(2, true) {
        @Override
        double read(ByteBuffer data, int at) {
            return Float.intBitsToFloat(data.getShort(at) << 16);
        }

        @Override
        void floats(ByteBuffer data, int at, float[] target, int from, int count) {
            for (int i = 0; i < count; i++) {
                target[from + i] = Float.intBitsToFloat(data.getShort(at + 2 * i) << 16);
            }
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putShort((short) (Float.floatToRawIntBits((float) NumberFormat.BFLOAT16.round(value)) >>> 16));
        }
    },
    /** Unsigned 64-bit integer. */
    U64(8, false) {
        @Override
        double read(ByteBuffer data, int at) {
            long bits = data.getLong(at);
            return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putLong(value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE);
        }
    },
    /** Unsigned 32-bit integer. */
    U32(4, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return Integer.toUnsignedLong(data.getInt(at));
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putInt((int) (long) value);
        }
    },
    /** Unsigned 16-bit integer. */
    U16(2, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return Short.toUnsignedInt(data.getShort(at));
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putShort((short) (int) value);
        }
    },
    /** Signed 64-bit integer. */
    I64(8, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getLong(at);
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putLong((long) value);
        }
    },
    /** Signed 32-bit integer. */
    I32(4, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getInt(at);
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putInt((int) value);
        }
    },
    /** Signed 16-bit integer. */
    I16(2, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.getShort(at);
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.putShort((short) value);
        }
    },
    /** Signed byte. */
    I8(1, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.get(at);
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.put((byte) value);
        }
    },
    /** Unsigned byte. */
    U8(1, false) {
        @Override
        double read(ByteBuffer data, int at) {
            return data.get(at) & 0xFF;
        }

        @Override
        void write(ByteBuffer data, double value) {
            data.put((byte) (int) value);
        }
    };

    private final int bytes;
    private final boolean floating;

    ElementType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    abstract double read(ByteBuffer data, int at);

    /** Reads {@code count} elements from byte {@code at} on, rounded to float32 where the type is wider. */
    void floats(ByteBuffer data, int at, float[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[from + i] = (float) read(data, at + i * bytes);
        }
    }

    /** Appends the nearest number of this type. */
    abstract void write(ByteBuffer data, double value);

    int bytes() {
        return bytes;
    }

    /** Whether it holds fractions. */
    public boolean floating() {
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

    /** The bits of the nearest binary16. */
    static short halfBits(double value) {
        double rounded = NumberFormat.FLOAT16.round(value);
        double magnitude = Math.abs(rounded);
        if (Double.isNaN(rounded)) {
            return 0x7E00;
        }
        int bits;
        if (Double.isInfinite(rounded)) {
            bits = 0x7C00;
        } else if (magnitude < 0x1p-14) {
            bits = (int) (magnitude * 0x1p24);
        } else {
            int exponent = Math.getExponent(magnitude);
            bits = (exponent + 15 << 10) + (int) (Math.scalb(magnitude, 10 - exponent) - 0x400);
        }
        return (short) (bits | (Double.doubleToRawLongBits(rounded) < 0 ? 0x8000 : 0));
    }
}
