package io.github.ropelab.model.gguf;

import java.util.Map;

/**
 * How a tensor's numbers are stored: blocks of so many numbers in so many bytes. Layouts as in ggml's {@code
 * ggml-common.h}, formulas as in {@code ggml-quants.c}; every product and sum is rounded to float32 as there.
 */
enum GgmlType {
    F32(0, 1, 4, PlainBlocks::f32),
    F16(1, 1, 2, PlainBlocks::f16),
    Q4_0(2, 32, 18, SmallBlocks::q40),
    Q4_1(3, 32, 20, SmallBlocks::q41),
    Q5_0(6, 32, 22, SmallBlocks::q50),
    Q5_1(7, 32, 24, SmallBlocks::q51),
    Q8_0(8, 32, 34, SmallBlocks::q80),
    Q2_K(10, 256, 84, SuperBlocks::q2),
    Q3_K(11, 256, 110, SuperBlocks::q3),
    Q4_K(12, 256, 144, SuperBlocks::q4),
    Q5_K(13, 256, 176, SuperBlocks::q5),
    Q6_K(14, 256, 210, SuperBlocks::q6),
    F64(28, 1, 8, PlainBlocks::f64),
    BF16(30, 1, 2, PlainBlocks::bf16);

    /** Types that are known by name and not read. */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(9, "Q8_1"),
            Map.entry(15, "Q8_K"),
            Map.entry(16, "IQ2_XXS"),
            Map.entry(17, "IQ2_XS"),
            Map.entry(18, "IQ3_XXS"),
            Map.entry(19, "IQ1_S"),
            Map.entry(20, "IQ4_NL"),
            Map.entry(21, "IQ3_S"),
            Map.entry(22, "IQ2_S"),
            Map.entry(23, "IQ4_XS"),
            Map.entry(24, "I8"),
            Map.entry(25, "I16"),
            Map.entry(26, "I32"),
            Map.entry(27, "I64"),
            Map.entry(29, "IQ1_M"),
            Map.entry(34, "TQ1_0"),
            Map.entry(35, "TQ2_0"),
            Map.entry(39, "MXFP4"));

    /** Turns one block into float32. */
    @FunctionalInterface
    interface Decoder {
        /**
         * Decodes.
         *
         * @param data bytes, little-endian
         * @param at first byte of the block
         * @param out written from {@code to} on
         */
        void decode(byte[] data, int at, float[] out, int to);
    }

    private final int number;
    private final int numbers;
    private final int bytes;
    private final Decoder decoder;

    GgmlType(int number, int numbers, int bytes, Decoder decoder) {
        this.number = number;
        this.numbers = numbers;
        this.bytes = bytes;
        this.decoder = decoder;
    }

    /** Numbers in a block. */
    int numbers() {
        return numbers;
    }

    /** Bytes of a block. */
    int bytes() {
        return bytes;
    }

    /** Decodes {@code blocks} blocks from the first byte on. */
    void decode(byte[] data, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            decoder.decode(data, block * bytes, out, to + block * numbers);
        }
    }

    /** The type with a number of the format, or null. */
    static GgmlType numbered(int number) {
        for (GgmlType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }

    /** What people call a type that is not read. */
    static String name(int number) {
        return OTHERS.getOrDefault(number, "type " + Integer.toUnsignedString(number));
    }
}
