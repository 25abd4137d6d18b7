package io.github.ropelab.model.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes GGUF files for tests, right ones and wrong ones. */
public final class GgufBytes {
    private static final int FLOAT32 = 6;
    private static final int ARRAY = 9;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private int version = 3;
    private int alignment = 32;

    private record Tensor(String name, int type, long[] sizes, long offset, byte[] data) {}

    /** A list whose elements are arrays or of a given type number. */
    public record Typed(int type, Object value) {}

    /** Another version. */
    public GgufBytes version(int number) {
        version = number;
        return this;
    }

    /** Alignment of the data, without saying so in the metadata. */
    public GgufBytes alignment(int bytes) {
        alignment = bytes;
        return this;
    }

    /** Sets a value; Integer is u32, Long u64, Float f32, Double f64; null takes it away. */
    public GgufBytes put(String key, Object value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
        return this;
    }

    /** Adds a tensor of float32 numbers; sizes in C order. */
    public GgufBytes floats(String name, float[] numbers, int... shape) {
        ByteBuffer data = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            data.putFloat(number);
        }
        long[] sizes = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[shape.length - 1 - i];
        }
        return tensor(name, 0, sizes, -1, data.array());
    }

    /** Adds a tensor as the file has it: sizes in the file's order, offset of its own unless negative. */
    public GgufBytes tensor(String name, int type, long[] sizes, long offset, byte[] data) {
        tensors.removeIf(tensor -> tensor.name().equals(name));
        tensors.add(new Tensor(name, type, sizes, offset, data));
        return this;
    }

    /** Adds a tensor, also where the name is there. */
    public GgufBytes again(String name) {
        tensors.add(
                tensors.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow());
        return this;
    }

    /** Takes a tensor away. */
    public GgufBytes without(String name) {
        tensors.removeIf(tensor -> tensor.name().equals(name));
        return this;
    }

    /** The file. */
    public byte[] bytes() {
        Out out = new Out();
        out.i32(0x46554747);
        out.i32(version);
        out.i64(tensors.size());
        out.i64(values.size());
        values.forEach((key, value) -> {
            out.text(key);
            out.typed(value);
        });
        long offset = 0;
        List<Long> offsets = new ArrayList<>();
        for (Tensor tensor : tensors) {
            out.text(tensor.name());
            out.i32(tensor.sizes().length);
            for (long size : tensor.sizes()) {
                out.i64(size);
            }
            out.i32(tensor.type());
            offsets.add(tensor.offset() < 0 ? offset : tensor.offset());
            out.i64(offsets.get(offsets.size() - 1));
            offset = (offset + tensor.data().length + alignment - 1) / alignment * alignment;
        }
        out.pad(alignment);
        for (Tensor tensor : tensors) {
            out.bytes.writeBytes(tensor.data());
            out.pad(alignment);
        }
        return out.bytes.toByteArray();
    }

    private static final class Out {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void pad(int alignment) {
            while (bytes.size() % alignment != 0) {
                bytes.write(0);
            }
        }

        void i32(int value) {
            bytes.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        void i64(long value) {
            bytes.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        void text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            i64(utf8.length);
            bytes.writeBytes(utf8);
        }

        void typed(Object value) {
            i32(type(value));
            plain(value);
        }

        private static int type(Object value) {
            if (value instanceof Typed typed) {
                return typed.type();
            }
            if (value instanceof List) {
                return ARRAY;
            }
            return switch (value.getClass().getSimpleName()) {
                case "Integer" -> 4;
                case "Float" -> FLOAT32;
                case "Boolean" -> 7;
                case "String" -> 8;
                case "Long" -> 10;
                case "Double" -> 12;
                default -> throw new IllegalArgumentException(value.getClass().getName());
            };
        }

        private void plain(Object value) {
            if (value instanceof Typed typed) {
                number(typed.type(), (Number) typed.value());
            } else if (value instanceof List<?> list) {
                i32(list.isEmpty() ? 4 : type(list.get(0)));
                i64(list.size());
                list.forEach(this::plain);
            } else if (value instanceof String text) {
                text(text);
            } else if (value instanceof Boolean flag) {
                bytes.write(flag ? 1 : 0);
            } else {
                number(type(value), (Number) value);
            }
        }

        private void number(int type, Number value) {
            switch (type) {
                case 0, 1, 7 -> bytes.write(value.intValue());
                case 2, 3 -> {
                    bytes.write(value.intValue());
                    bytes.write(value.intValue() >> 8);
                }
                case 4, 5 -> i32(value.intValue());
                case FLOAT32 -> i32(Float.floatToRawIntBits(value.floatValue()));
                case 10, 11 -> i64(value.longValue());
                case 12 -> i64(Double.doubleToRawLongBits(value.doubleValue()));
                default -> i32(type);
            }
        }
    }
}
