package io.github.ropelab.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return file(json.length, json, dataBytes);
    }

    private Path file(long statedLength, byte[] json, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(statedLength).put(json);
        for (int i = 0; i < dataBytes; i++) {
            bytes.put((byte) i);
        }
        Path file = folder.resolve("x.safetensors");
        Files.write(file, bytes.array());
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,16]}}; 8; inside of the 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}; 8; inside of the 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}; 8; as many bytes as its shape",
                "{\"a\":{\"dtype\":\"F7\",\"shape\":[2],\"data_offsets\":[0,8]}}; 8; known dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}; 12; truncated or has a tail",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}; 8; without gap or overlap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,8]}}; 8; as many bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}; 8; sizes of 0 or above",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}; 8; give a shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}; 8; data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[18446744073709551616,18446744073709551620]}}; 4; data_offsets",
                "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,8]}}; 8; as many bytes",
                "{} {}; 0; be JSON",
                "{\"a\":1; 8; be JSON",
                "[]; 0; JSON object as header"
            })
    void aDamagedHeaderIsRefusedByItsRule(String header, int dataBytes, String rule) throws IOException {
        Path file = file(header, dataBytes);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(rule);
    }

    @Test
    void aLyingHeaderLengthIsRefusedBeforeMemoryIsTaken() throws IOException {
        for (long stated : new long[] {Long.MAX_VALUE, -1, 1_000, 0}) {
            Path file = file(stated, "{}".getBytes(StandardCharsets.UTF_8), 0);
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("header length");
        }
        Path empty = folder.resolve("empty.safetensors");
        Files.write(empty, new byte[3]);
        assertThatThrownBy(() -> SafetensorsFile.open(empty)).hasMessageContaining("at least 8 bytes");
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none"))).hasMessageContaining("exist");
    }

    @Test
    void aTruncatedCopyOfTheCaptureIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(DataFolder.captures().resolve("smollm2_qkv_2048_f16.safetensors"));
        Path cut = folder.resolve("cut.safetensors");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> SafetensorsFile.open(cut))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("data_offsets inside");
    }

    @Test
    void halfPrecisionWidensExactly() {
        assertThat(ElementType.half((short) 0x3C00)).isEqualTo(1);
        assertThat(ElementType.half((short) 0xC000)).isEqualTo(-2);
        assertThat(ElementType.half((short) 0x7BFF)).isEqualTo(65504);
        assertThat(ElementType.half((short) 0x0001)).isEqualTo(0x1p-24);
        assertThat(ElementType.half((short) 0x03FF)).isEqualTo(0x3FFp-24);
        assertThat(ElementType.half((short) 0x8000)).isEqualTo(-0.0);
        assertThat(ElementType.half((short) 0x3555)).isEqualTo(0.333251953125);
        assertThat(ElementType.half((short) 0x7C00)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ElementType.half((short) 0x7E00)).isNaN();
    }
}
