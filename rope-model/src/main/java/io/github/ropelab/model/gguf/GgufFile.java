package io.github.ropelab.model.gguf;

import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.StoredTensor;
import io.github.ropelab.model.tensor.TensorNames;
import io.github.ropelab.model.tensor.TensorSource;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A GGUF file of version 2 or 3, little-endian: magic, version, counts, metadata, table of tensors, data. Numbers are read
 * through memory maps, piece by piece, and widened to float32. Safe to share between threads.
 */
public final class GgufFile implements TensorSource {
    private static final int MAGIC = 0x46554747;
    private static final int SWAPPED_SHIFT = 24;

    /** Blocks that are decoded at once. */
    private static final int PIECE_BLOCKS = 1 << 12;

    private final Path path;
    private final int version;
    private final GgufMetadata metadata;
    private final SortedMap<String, GgufTensor> tensors;

    private GgufFile(Path path, int version, GgufMetadata metadata, SortedMap<String, GgufTensor> tensors) {
        this.path = path;
        this.version = version;
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableSortedMap(tensors);
    }

    /**
     * Opens and checks a file.
     *
     * @throws InvalidInput if it is missing or breaks a rule of the format
     */
    public static GgufFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            GgufCursor cursor = new GgufCursor(path.toString(), channel);
            int magic = cursor.i32("magic");
            if (magic != MAGIC) {
                throw cursor.problem("magic", String.format("%08x", magic), "be GGUF: this is no GGUF file");
            }
            int version = version(cursor);
            int tensors = GgufTable.count(cursor);
            int keys = GgufMetadata.count(cursor);
            GgufMetadata metadata = GgufMetadata.read(path.toString(), cursor, keys);
            return new GgufFile(path, version, metadata, GgufTable.read(cursor, metadata, tensors));
        } catch (NoSuchFileException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "exist"));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static int version(GgufCursor cursor) throws IOException {
        int version = cursor.i32("version");
        if (version != 2 && version != 3) {
            boolean swapped = version >>> SWAPPED_SHIFT != 0 && (version & 0xFFFF) == 0;
            throw cursor.problem(
                    "version",
                    swapped ? "big-endian" : Integer.toUnsignedString(version),
                    "be 2 or 3, little-endian; convert the file again with a new llama.cpp");
        }
        return version;
    }

    private static InvalidInput unreadable(Path path, IOException e) {
        return new InvalidInput(path.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
    }

    /** Version of the format. */
    public int version() {
        return version;
    }

    /** Keys and values. */
    public GgufMetadata metadata() {
        return metadata;
    }

    @Override
    public String origin() {
        return path.toString();
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tensors.keySet()));
    }

    /** The name of a tensor's type, as llama.cpp writes it. */
    public String type(String name) {
        return tensor(name).type().name();
    }

    private GgufTensor tensor(String name) {
        GgufTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidInput(
                    path.toString(),
                    new Problem(name, "", "be a tensor of the file", TensorNames.suggestion(name, names())));
        }
        return tensor;
    }

    @Override
    public StoredTensor stored(String name) {
        GgufTensor tensor = tensor(name);
        return new StoredTensor(path.toString(), name, tensor.shape(), (first, count) -> read(tensor, first, count));
    }

    private double[] read(GgufTensor tensor, int first, int count) {
        int numbers = tensor.type().numbers();
        int firstBlock = first / numbers;
        int blocks = (first + count + numbers - 1) / numbers - firstBlock;
        float[] covering = new float[Math.multiplyExact(blocks, numbers)];
        decode(tensor, firstBlock, blocks, covering);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = covering[first - firstBlock * numbers + i];
        }
        return values;
    }

    @Override
    public float[] floats(String name) {
        GgufTensor tensor = tensor(name);
        if (tensor.count() > MOST) {
            throw new InvalidInput(
                    path.toString(), Problem.of(name, tensor.shape(), "have at most " + MOST + " elements"));
        }
        float[] values = new float[(int) tensor.count()];
        decode(tensor, 0, values.length / tensor.type().numbers(), values);
        return values;
    }

    private void decode(GgufTensor tensor, int firstBlock, int blocks, float[] out) {
        GgmlType type = tensor.type();
        byte[] piece = new byte[Math.min(PIECE_BLOCKS, blocks) * type.bytes()];
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (int done = 0; done < blocks; ) {
                int mapped = Math.min(Integer.MAX_VALUE / type.bytes(), blocks - done);
                long start = tensor.start() + (long) (firstBlock + done) * type.bytes();
                MappedByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, start, (long) mapped * type.bytes());
                for (int end = done + mapped; done < end; ) {
                    int some = Math.min(PIECE_BLOCKS, end - done);
                    data.get(piece, 0, some * type.bytes());
                    type.decode(piece, some, out, done * type.numbers());
                    done += some;
                }
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** SHA-256 of the whole file, lower-case hex. */
    @Override
    public String sha256() {
        return FileHash.sha256(path);
    }
}
