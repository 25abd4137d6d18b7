package io.github.ropelab.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NpyFileTest {
    @TempDir
    Path folder;

    private Path file(int version, String header, ByteBuffer data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + text.length + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        bytes.put(text).put(data.array());
        Path path = folder.resolve("x.npy");
        Files.write(path, Arrays.copyOf(bytes.array(), bytes.position()));
        return path;
    }

    private static ByteBuffer ints(ByteOrder order, int... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(order);
        for (int value : values) {
            data.putInt(value);
        }
        return data;
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"BF16"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyTypeReadsBack(ElementType type) throws IOException {
        double[] values = {0, 1, 2, 3, 100, 127};
        Path path = folder.resolve("y.npy");
        Files.write(path, NpyFile.bytes(new NumberArray(type, List.of(2, 1, 3), values)));
        NumberArray read = NpyFile.read(path);
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.shape()).containsExactly(2, 1, 3);
        assertThat(read.values()).containsExactly(values);
        assertThat(Files.size(path) % 64).isEqualTo(6L * type.bytes());
    }

    @Test
    void halvesOfEveryKindAreWrittenAndReadBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            double value = ElementType.half((short) bits);
            short written = ElementType.halfBits(value);
            assertThat(Double.isNaN(value) ? 0x7E00 : bits).isEqualTo(written & 0xFFFF);
        }
        assertThat(ElementType.halfBits(65_520)).isEqualTo((short) 0x7C00);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void versionsOrdersAndByteOrdersOfNumpyAreRead(int version) throws IOException {
        Path big = file(
                version,
                "{'descr': '>i4', 'fortran_order': True, 'shape': (2, 3), }\n",
                ints(ByteOrder.BIG_ENDIAN, 1, 4, 2, 5, 3, -6));
        assertThat(NpyFile.read(big).values()).containsExactly(1, 2, 3, 4, 5, -6);
        Path little = file(
                version,
                "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n",
                ints(ByteOrder.LITTLE_ENDIAN, 7, -8));
        assertThat(NpyFile.read(little).values()).containsExactly(7, -8);
        Path scalar = file(
                version, "{'descr': '<i4', 'fortran_order': False, 'shape': (), }\n", ints(ByteOrder.LITTLE_ENDIAN, 9));
        assertThat(NpyFile.read(scalar).shape()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }; be a real number type",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }; name one plain descr",
                "{'descr': '<f4', 'shape': (1,), }; say fortran_order",
                "{'descr': '<f4', 'fortran_order': False, }; give a shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }; hold the 8 bytes",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }; have sizes below",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 4), }; hold the",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), }; hold the",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }; hold the 8000000000 bytes",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }; give a shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (2,), }; once each",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': __import__('os'), }; once each",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }; at most 64 axes"
            })
    void aBrokenHeaderIsRefusedInWords(String header, String message) throws IOException {
        Path path = file(1, header, ByteBuffer.allocate(4));
        assertThatThrownBy(() -> NpyFile.read(path))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aShapeOfNothingHoldsNothing() throws IOException {
        Path none = file(
                1,
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2147483647, 2147483647, 2147483647, 0), }",
                ByteBuffer.allocate(0));
        assertThat(NpyFile.read(none).values()).isEmpty();
    }

    @Test
    void largeUnsignedNumbersAreReadWithoutSign() throws IOException {
        Path path = folder.resolve("u.npy");
        for (ElementType type : List.of(ElementType.U16, ElementType.U32, ElementType.U64)) {
            double largest = Math.scalb(1, 8 * type.bytes() - 1);
            Files.write(path, NpyFile.bytes(new NumberArray(type, List.of(1), new double[] {largest})));
            assertThat(NpyFile.read(path).values()).containsExactly(largest);
        }
        Path top = file(
                1,
                "{'descr': '<u8', 'fortran_order': False, 'shape': (1,), }",
                ByteBuffer.allocate(8).putLong(-1));
        assertThat(NpyFile.read(top).values()).containsExactly(0x1p64);
    }

    @ParameterizedTest
    @CsvSource({"9", "11", "40", "100"})
    void everyCutIsNoticed(int length) throws IOException {
        byte[] whole = NpyFile.float64(new double[] {1, 2, 3});
        Path path = folder.resolve("cut.npy");
        Files.write(path, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> NpyFile.read(path)).isInstanceOf(InvalidInput.class);
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> NpyFile.read(path)).hasMessageContaining("hold the 24 bytes");
        Files.write(path, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> NpyFile.read(path)).hasMessageContaining("hold the 24 bytes");
        whole[6] = 4;
        Files.write(path, whole);
        assertThatThrownBy(() -> NpyFile.read(path)).hasMessageContaining("version 1, 2 or 3");
    }

    @Test
    void aLongHeaderIsNotRead() throws IOException {
        Path path = file(2, " ".repeat(10_001), ByteBuffer.allocate(0));
        assertThatThrownBy(() -> NpyFile.read(path)).hasMessageContaining("header of at most 10000 bytes");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = folder.resolve("t.npy");
        Files.writeString(text, "some text of no use here");
        assertThatThrownBy(() -> NpyFile.read(text)).hasMessageContaining("start with");
        Path empty = Files.createFile(folder.resolve("e.npy"));
        assertThatThrownBy(() -> NpyFile.read(empty)).hasMessageContaining("too short");
        assertThatThrownBy(() -> NpyFile.read(folder.resolve("none.npy"))).hasMessageContaining("no such file");
        NumberArray brain = new NumberArray(ElementType.BF16, List.of(1), new double[] {1});
        assertThatThrownBy(() -> NpyFile.bytes(brain)).isInstanceOf(InvalidParameter.class);
    }

    @Test
    void safetensorsAreReadBackByTheReader() throws IOException {
        Path path = folder.resolve("x.safetensors");
        double third = NumberFormat.BFLOAT16.round(1.0 / 3);
        SafetensorsWriter.write(
                path,
                Map.of(
                        "b", new NumberArray(ElementType.F32, List.of(1, 3), new double[] {1, 0.1f, -3}),
                        "a", NumberArray.vector(new double[] {0.1}),
                        "c", new NumberArray(ElementType.BF16, List.of(1), new double[] {third})));
        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.tensors().keySet()).containsExactly("a", "b", "c");
        assertThat(file.array("a").values()).containsExactly(0.1);
        assertThat(file.array("b").shape()).containsExactly(1, 3);
        assertThat(file.array("b").values()).containsExactly(1, 0.1f, -3);
        assertThat(file.array("c").values()).containsExactly(third);
    }
}
