package io.github.ropelab.model.gguf;

/**
 * Blocks of 256 numbers ("K-quants") in parts of 16 or 32, each part with a small integer scale s, and some a minimum t:
 * {@code x = (d·s)·q - (dmin·t)}, or {@code x = (d·s)·(q - middle)}; d and dmin in binary16.
 */
final class SuperBlocks {
    private static final int NUMBERS = 256;

    private SuperBlocks() {}

    /** 2 bits: scales and minima in nibbles of 16 bytes, 64 bytes of numbers, d, dmin. */
    static void q2(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at + 80);
        float dmin = PlainBlocks.half(data, at + 82);
        for (int part = 0; part < 16; part++) {
            float scale = d * (data[at + part] & 0xF);
            float minimum = dmin * (data[at + part] >> 4 & 0xF);
            for (int i = 16 * part; i < 16 * part + 16; i++) {
                int q = data[at + 16 + twoBitByte(i)] >> twoBitShift(i) & 3;
                out[to + i] = scale * q - minimum;
            }
        }
    }

    /** 3 bits: third bits in 32 bytes (set: no offset of -4), 64 bytes of low bits, 12 of scales, d. */
    static void q3(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at + 108);
        for (int part = 0; part < 16; part++) {
            int low = data[at + 96 + part % 8] >> 4 * (part / 8) & 0xF;
            int high = data[at + 104 + part % 4] >> 2 * (part / 4) & 3;
            float scale = d * ((low | high << 4) - 32);
            for (int i = 16 * part; i < 16 * part + 16; i++) {
                int q = data[at + 32 + twoBitByte(i)] >> twoBitShift(i) & 3;
                int third = data[at + i % 32] >> i / 32 & 1;
                out[to + i] = scale * (q - (third == 1 ? 0 : 4));
            }
        }
    }

    /** Two bits of number i: 32 numbers share 32 bytes, four such rows lie in the same bytes, shifted by 2. */
    private static int twoBitByte(int i) {
        return i / 128 * 32 + i % 32;
    }

    private static int twoBitShift(int i) {
        return i / 32 % 4 * 2;
    }

    /** 4 bits: d, dmin, 12 bytes of scales and minima, 128 bytes of numbers. */
    static void q4(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        float dmin = PlainBlocks.half(data, at + 2);
        for (int part = 0; part < 8; part++) {
            float scale = d * scale(data, at + 4, part);
            float minimum = dmin * minimum(data, at + 4, part);
            int from = at + 16 + part / 2 * 32;
            for (int i = 0; i < 32; i++) {
                int q = data[from + i] >> part % 2 * 4 & 0xF;
                out[to + 32 * part + i] = scale * q - minimum;
            }
        }
    }

    /** 5 bits: as 4 bits, with 32 bytes of fifth bits before the low ones. */
    static void q5(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        float dmin = PlainBlocks.half(data, at + 2);
        for (int part = 0; part < 8; part++) {
            float scale = d * scale(data, at + 4, part);
            float minimum = dmin * minimum(data, at + 4, part);
            int from = at + 48 + part / 2 * 32;
            for (int i = 0; i < 32; i++) {
                int q = data[from + i] >> part % 2 * 4 & 0xF | (data[at + 16 + i] >> part & 1) << 4;
                out[to + 32 * part + i] = scale * q - minimum;
            }
        }
    }

    /** The 6-bit scale of a part of 32: parts 0 to 3 in six bits of a byte each, 4 to 7 in a nibble and two high bits. */
    private static int scale(byte[] data, int at, int part) {
        return part < 4 ? data[at + part] & 0x3F : data[at + part + 4] & 0xF | (data[at + part - 4] >> 6 & 3) << 4;
    }

    private static int minimum(byte[] data, int at, int part) {
        return part < 4 ? data[at + part + 4] & 0x3F : data[at + part + 4] >> 4 & 0xF | (data[at + part] >> 6 & 3) << 4;
    }

    /** 6 bits: 128 bytes of low bits, 64 of high ones, 16 signed scales, d; numbers have the middle 32. */
    static void q6(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at + 208);
        for (int part = 0; part < 16; part++) {
            float scale = d * data[at + 192 + part];
            for (int i = 16 * part; i < 16 * part + 16; i++) {
                int low = data[at + i / 128 * 64 + i % 64] >> i / 64 % 2 * 4 & 0xF;
                int high = data[at + NUMBERS / 2 + twoBitByte(i)] >> twoBitShift(i) & 3;
                out[to + i] = scale * ((low | high << 4) - 32);
            }
        }
    }
}
