package io.github.ropelab.model.gguf;

import io.github.ropelab.model.tensor.HalfFloat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers that stand by themselves, and the halves of quantised blocks. */
final class PlainBlocks {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PlainBlocks() {}

    static void f32(byte[] data, int at, float[] out, int to) {
        out[to] = Float.intBitsToFloat(bits(data, at));
    }

    static void f16(byte[] data, int at, float[] out, int to) {
        out[to] = half(data, at);
    }

    static void bf16(byte[] data, int at, float[] out, int to) {
        out[to] = Float.intBitsToFloat((short) SHORTS.get(data, at) << 16);
    }

    static void f64(byte[] data, int at, float[] out, int to) {
        out[to] = (float) Double.longBitsToDouble((long) LONGS.get(data, at));
    }

    static float half(byte[] data, int at) {
        return HalfFloat.of((short) SHORTS.get(data, at));
    }

    /** Four bytes. */
    static int bits(byte[] data, int at) {
        return (int) INTS.get(data, at);
    }
}
