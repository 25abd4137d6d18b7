package io.github.ropelab.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.model.gguf.GgufBytes.Typed;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GgufFileTest {
    @TempDir
    Path folder;

    private Path write(byte[] bytes) throws IOException {
        Path file = folder.resolve("x.gguf");
        Files.write(file, bytes);
        return file;
    }

    private static GgufBytes small() {
        return new GgufBytes()
                .put("general.architecture", "llama")
                .put("a.list", List.of("x", "y"))
                .floats("w", new float[] {1, -2, 3.5f, 4, 5, 6}, 2, 3)
                .floats("v", new float[] {7}, 1);
    }

    private void refused(byte[] bytes, String... parts) throws IOException {
        Path file = write(bytes);
        ThrowingCallable open = () -> GgufFile.open(file);
        assertThatThrownBy(open)
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContainingAll(parts)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void valuesOfAllTypesAreRead(int version) throws IOException {
        GgufBytes bytes = small().version(version)
                .put("u8", new Typed(0, 200))
                .put("i8", new Typed(1, -3))
                .put("u16", new Typed(2, 60000))
                .put("i16", new Typed(3, -300))
                .put("u32", -1)
                .put("i32", new Typed(5, -70000))
                .put("f32", 1e-5f)
                .put("flag", true)
                .put("text", "Ġcafé")
                .put("u64", -1L)
                .put("i64", new Typed(11, Long.MIN_VALUE))
                .put("f64", 0.1)
                .put("nested", List.of(List.of(1, 2), List.of(3)))
                .put("empty", List.of());
        GgufFile file = GgufFile.open(write(bytes.bytes()));
        assertThat(file.version()).isEqualTo(version);
        Map<String, Object> values = file.metadata().values();
        assertThat(values)
                .containsEntry("u8", 200L)
                .containsEntry("i8", -3L)
                .containsEntry("u16", 60000L)
                .containsEntry("i16", -300L)
                .containsEntry("u32", 4294967295L)
                .containsEntry("i32", -70000L)
                .containsEntry("flag", true)
                .containsEntry("text", "Ġcafé")
                .containsEntry("u64", new BigInteger("18446744073709551615"))
                .containsEntry("i64", Long.MIN_VALUE)
                .containsEntry("f64", 0.1)
                .containsEntry("nested", List.of(List.of(1L, 2L), List.of(3L)))
                .containsEntry("empty", List.of());
        assertThat(file.metadata().number("f32").getAsDouble()).isEqualTo(1e-5);
        assertThat(file.metadata().texts("a.list")).containsExactly("x", "y");
        assertThat(file.stored("w").shape()).containsExactly(2, 3);
        assertThat(file.floats("w")).containsExactly(1, -2, 3.5f, 4, 5, 6);
        assertThat(file.stored("w").reader().read(2, 3)).containsExactly(3.5, 4, 5);
        assertThat(file.floats("v")).containsExactly(7);
    }

    @Test
    void dataIsFoundByTheAlignmentThatTheFileStates() throws IOException {
        byte[] bytes = small().put("general.alignment", 128).alignment(128).bytes();
        assertThat(GgufFile.open(write(bytes)).floats("v")).containsExactly(7);
        refused(small().put("general.alignment", 48).bytes(), "general.alignment", "power of two", "48");
        refused(small().put("general.alignment", 0).bytes(), "general.alignment", "power of two");
        refused(small().put("general.alignment", "a").bytes(), "general.alignment", "whole number");
    }

    @Test
    void aPieceOfBlocksIsReadFromTheMiddle() throws IOException {
        byte[] blocks = new byte[3 * 34];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = (byte) i;
            blocks[i / 34 * 34] = 0;
            blocks[i / 34 * 34 + 1] = 0x3C; // scale 1
        }
        GgufFile file = GgufFile.open(
                write(small().tensor("q", 8, new long[] {96}, -1, blocks).bytes()));
        assertThat(file.type("q")).isEqualTo("Q8_0");
        float[] all = file.floats("q");
        double[] some = file.stored("q").reader().read(20, 50);
        for (int i = 0; i < some.length; i++) {
            assertThat(some[i]).isEqualTo(all[20 + i]);
        }
        assertThat(all[33]).isEqualTo(37);
    }

    @Test
    void otherFilesAndVersionsAreNamed() throws IOException {
        refused(new byte[0], "magic", "truncated");
        refused("PK-something".getBytes(), "no GGUF file");
        refused(small().version(1).bytes(), "version", "2 or 3", "but was 1");
        refused(small().version(4).bytes(), "version", "but was 4");
        refused(small().version(0x03000000).bytes(), "version", "big-endian");
        assertThatThrownBy(() -> GgufFile.open(folder.resolve("none.gguf"))).hasMessageContaining("must exist");
    }

    /** Numbers that lie, put where the file states counts and lengths. */
    @ParameterizedTest
    @CsvSource({
        "8, 1152921504606846976, count of tensors", // 2^60
        "8, -1, count of tensors",
        "16, 9223372036854775807, count of keys",
        "16, -9223372036854775808, count of keys",
        "24, 9223372036854775807, key 0", // length of the first key
        "24, 4611686018427387904, key 0",
        "24, 400, key 0",
    })
    void lyingSizesAreRefusedBeforeMemoryIsTaken(int at, long lie, String what) throws IOException {
        byte[] bytes = small().bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, lie);
        refused(bytes, what, "bytes that follow");
    }

    @Test
    void arraysThatLieOrNestAreRefused() throws IOException {
        byte[] bytes = new GgufBytes().put("k", List.of(1, 2)).bytes();
        int count = 24 + 8 + 1 + 4 + 4;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(count, 1L << 40);
        refused(bytes, "k", "1099511627776", "can hold");
        List<Object> bomb = new ArrayList<>(List.of(1));
        for (int i = 0; i < 1000; i++) {
            bomb = List.of(bomb);
        }
        refused(new GgufBytes().put("bomb", bomb).bytes(), "bomb", "nest arrays at most 4");
        refused(new GgufBytes().put("k", new Typed(13, 0)).bytes(), "k", "value type", "13");
        refused(new GgufBytes().put("k", new Typed(7, 2)).bytes(), "k", "0 or 1", "2");
    }

    @Test
    void tensorsThatLieAreRefused() throws IOException {
        refuseTensor(0, new long[] {1L << 33}, 0, "w", "2^31");
        refuseTensor(0, new long[] {0}, 0, "w", "sizes from 1");
        refuseTensor(0, new long[] {-1, 2}, 0, "w", "18446744073709551615");
        refuseTensor(0, new long[] {1 << 30, 1 << 30, 1 << 30, 1 << 30}, 0, "w", "inside of the");
        refuseTensor(0, new long[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, 0, "w", "inside of the");
        refuseTensor(0, new long[] {4}, Long.MAX_VALUE, "w", "offset 9223372036854775807");
        refuseTensor(0, new long[] {4}, -2, "w", "start behind"); // the writer's own offset, taken by another
        refuseTensor(0, new long[] {4}, 1 << 20, "w", "inside of the");
        refuseTensor(0, new long[] {4}, 16, "w", "multiple of 32");
        refuseTensor(0, new long[] {}, 0, "w", "1 to 4 axes");
        refuseTensor(0, new long[] {1, 1, 1, 1, 1}, 0, "w", "1 to 4 axes");
        refuseTensor(8, new long[] {33}, 0, "w", "multiple of 32", "Q8_0");
        refuseTensor(14, new long[] {32}, 0, "w", "multiple of 256", "Q6_K");
        refuseTensor(20, new long[] {32}, 0, "w", "IQ4_NL", "type that is read", "Q4_0");
        refuseTensor(99, new long[] {32}, 0, "w", "type 99");
        refused(small().again("w").bytes(), "w", "once");
    }

    private void refuseTensor(int type, long[] sizes, long offset, String... parts) throws IOException {
        GgufBytes bytes = new GgufBytes().floats("first", new float[32], 32);
        refused(
                bytes.tensor("w", type, sizes, offset == -2 ? 0 : offset == 0 ? 128 : offset, new byte[64])
                        .bytes(),
                parts);
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {

        byte[] whole = small().bytes();
        for (int length = 0; length < whole.length - 32 + 4; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            refused(cut, "must");
        }
    }
}
