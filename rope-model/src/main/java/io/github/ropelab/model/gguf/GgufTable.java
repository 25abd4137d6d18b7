package io.github.ropelab.model.gguf;

import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table of tensors: name, sizes, type and offset of each. Every tensor must lie inside of the file at a multiple of the
 * alignment and share no byte with another.
 */
final class GgufTable {
    static final String ALIGNMENT = "general.alignment";
    private static final int DEFAULT_ALIGNMENT = 32;

    /** Bytes of an entry with an empty name and one axis. */
    private static final int SMALLEST_ENTRY = 32;

    private static final int MOST_TENSORS = 1 << 20;
    private static final int MOST_AXES = 4;

    /** The format's own limit on names. */
    private static final int MOST_NAME_BYTES = 64;

    private GgufTable() {}

    /** An entry as it stands in the file. */
    private record Entry(String name, List<Integer> shape, int type, long offset) {}

    static int count(GgufCursor cursor) throws IOException {
        return cursor.count("count of tensors", SMALLEST_ENTRY, MOST_TENSORS);
    }

    static SortedMap<String, GgufTensor> read(GgufCursor cursor, GgufMetadata metadata, int count) throws IOException {
        int alignment = metadata.integer(ALIGNMENT).orElse(DEFAULT_ALIGNMENT);
        if (alignment < 1 || Integer.bitCount(alignment) != 1) {
            throw metadata.problem(ALIGNMENT, alignment, "be a power of two");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(cursor, i));
        }
        long padding = -cursor.position() & alignment - 1;
        long start = cursor.position() + padding;
        SortedMap<String, GgufTensor> tensors = new TreeMap<>();
        for (Entry entry : entries) {
            if (tensors.put(entry.name(), tensor(cursor, entry, start, alignment)) != null) {
                throw cursor.problem(entry.name(), "", "be a tensor once");
            }
        }
        checkOverlaps(cursor, tensors);
        return tensors;
    }

    private static Entry entry(GgufCursor cursor, int number) throws IOException {
        String name = cursor.text("name of tensor " + number, MOST_NAME_BYTES);
        int axes = cursor.i32(name);
        if (axes < 1 || axes > MOST_AXES) {
            throw cursor.problem(name, Integer.toUnsignedString(axes), "have 1 to " + MOST_AXES + " axes");
        }
        List<Integer> shape = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            long size = cursor.i64(name);
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw cursor.problem(name, Long.toUnsignedString(size), "have sizes from 1 to 2^31 - 1");
            }
            shape.add(0, (int) size);
        }
        return new Entry(name, shape, cursor.i32(name), cursor.i64(name));
    }

    private static GgufTensor tensor(GgufCursor cursor, Entry entry, long start, int alignment) {
        GgmlType type = GgmlType.numbered(entry.type());
        if (type == null) {
            throw cursor.problem(
                    entry.name(),
                    GgmlType.name(entry.type()),
                    "be of a type that is read: " + List.of(GgmlType.values()));
        }
        int row = entry.shape().get(entry.shape().size() - 1);
        if (row % type.numbers() != 0) {
            throw cursor.problem(
                    entry.name(),
                    String.valueOf(entry.shape()),
                    "have rows of a multiple of " + type.numbers() + ", a block of " + type);
        }
        long room = cursor.size() - start;
        long bytes = bytes(entry.shape(), type, cursor.size());
        if (entry.offset() < 0 || entry.offset() > room || bytes > room - entry.offset()) {
            throw cursor.problem(
                    entry.name(),
                    "offset " + Long.toUnsignedString(entry.offset()) + " with " + entry.shape() + " of " + type,
                    "lie inside of the " + Math.max(0, room) + " bytes of data: the file is truncated or damaged");
        }
        if (entry.offset() % alignment != 0) {
            throw cursor.problem(
                    entry.name(),
                    "offset " + entry.offset(),
                    "start at a multiple of " + alignment + " (" + ALIGNMENT + ")");
        }
        return new GgufTensor(entry.name(), type, entry.shape(), start + entry.offset(), bytes);
    }

    /** Bytes of a tensor; a number above {@code most} where they are more. */
    private static long bytes(List<Integer> shape, GgmlType type, long most) {
        long count = 1;
        for (int size : shape) {
            if (count > Long.MAX_VALUE / Long.BYTES / size) {
                return most + 1;
            }
            count *= size;
        }
        return count / type.numbers() * type.bytes();
    }

    private static void checkOverlaps(GgufCursor cursor, SortedMap<String, GgufTensor> tensors) throws InvalidInput {
        List<GgufTensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(GgufTensor::start));
        for (int i = 1; i < inOrder.size(); i++) {
            GgufTensor before = inOrder.get(i - 1);
            GgufTensor after = inOrder.get(i);
            if (after.start() < before.start() + before.bytes()) {
                throw cursor.problem(
                        after.name(), "byte " + after.start(), "start behind " + before.name() + ", not inside of it");
            }
        }
    }
}
