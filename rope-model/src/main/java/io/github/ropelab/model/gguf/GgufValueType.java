package io.github.ropelab.model.gguf;

import java.io.IOException;
import java.math.BigInteger;

/** Types of metadata values, in the order of their numbers in the format. */
enum GgufValueType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(8),
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    /** The fewest bytes that a value takes. */
    private final int bytes;

    GgufValueType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    static GgufValueType read(GgufCursor cursor, String key) throws IOException {
        int number = cursor.i32(key);
        if (number < 0 || number >= values().length) {
            throw cursor.problem(
                    key, Integer.toUnsignedString(number), "have a value type from 0 to " + (values().length - 1));
        }
        return values()[number];
    }

    /** A value that is no array: Long, BigInteger, Double, Float, Boolean or String. */
    Object scalar(GgufCursor cursor, String key) throws IOException {
        return switch (this) {
            case UINT8 -> (long) cursor.u8(key);
            case INT8 -> (long) (byte) cursor.u8(key);
            case UINT16 -> (long) Short.toUnsignedInt(cursor.i16(key));
            case INT16 -> (long) cursor.i16(key);
            case UINT32 -> Integer.toUnsignedLong(cursor.i32(key));
            case INT32 -> (long) cursor.i32(key);
            case FLOAT32 -> Float.intBitsToFloat(cursor.i32(key));
            case BOOL -> flag(cursor, key);
            case STRING -> cursor.text(key);
            case UINT64 -> unsigned(cursor.i64(key));
            case INT64 -> cursor.i64(key);
            case FLOAT64 -> Double.longBitsToDouble(cursor.i64(key));
            case ARRAY -> throw new IllegalStateException("arrays are read element by element");
        };
    }

    private static boolean flag(GgufCursor cursor, String key) throws IOException {
        int value = cursor.u8(key);
        if (value > 1) {
            throw cursor.problem(key, Integer.toString(value), "be 0 or 1, as a truth value is");
        }
        return value == 1;
    }

    private static Object unsigned(long bits) {
        return bits >= 0 ? bits : new BigInteger(Long.toUnsignedString(bits));
    }
}
