package io.github.ropelab.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.llama.Llama;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged checkpoint is refused in one line, or opens; whatever its bytes say, little memory is taken. */
class CheckpointFuzzTest {
    /** Megabytes that opening and loading a file of at most 200 kB may take in all. */
    private static final long MOST = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    private int opened;
    private int refused;

    private void attempt(Path path, Object what) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            Checkpoint checkpoint = Checkpoints.open(path);
            Llama model = checkpoint.load();
            assertThat(model.layers()).hasSize(checkpoint.shape().layers());
            assertThat(checkpoint.trainedLength()).isPositive();
            opened++;
        } catch (InvalidInput e) {
            assertThat(e.getMessage().lines()).as("%s", what).hasSize(1);
            refused++;
        }
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(taken).as("bytes taken for %s", what).isLessThan(MOST);
    }

    /** Bytes that lie in ways that matter, too: 0, 255, the top bit. */
    private static byte[] damaged(byte[] right, SplittableRandom random) {
        byte[] bytes = right.clone();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> -1;
                case 2 -> (byte) (bytes[at] ^ 0x80);
                default -> (byte) random.nextInt(256);
            };
        }
        return bytes;
    }

    @Test
    void ggufCutAnywhere() throws IOException {
        byte[] right = SmallGguf.right().bytes();
        Path path = folder.resolve("x.gguf");
        for (int length = 0; length < right.length - 32; length += 2) {
            Files.write(path, Arrays.copyOf(right, length));
            attempt(path, "a cut at " + length);
        }
        assertThat(opened).isZero();
    }

    @Test
    void ggufWithBytesChanged() throws IOException {
        byte[] right = SmallGguf.right().bytes();
        SplittableRandom random = new SplittableRandom(20261126);
        Path path = folder.resolve("x.gguf");
        for (int i = 0; i < 800; i++) {
            Files.write(path, damaged(right, random));
            attempt(path, "change " + i);
        }
        assertThat(opened).isGreaterThan(50);
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void safetensorsCutAndChanged() throws IOException {
        Path source = DataFolder.oracle("gguf/twin");
        byte[] weights = Files.readAllBytes(source.resolve("model.safetensors"));
        byte[] config = Files.readAllBytes(source.resolve("config.json"));
        SplittableRandom random = new SplittableRandom(4711);
        Path file = folder.resolve("model.safetensors");
        Files.write(folder.resolve("config.json"), config);
        int head = 2200;
        for (int length = 0; length < weights.length; length += length < head ? 29 : 4999) {
            Files.write(file, Arrays.copyOf(weights, length));
            attempt(folder, "a cut at " + length);
        }
        assertThat(opened).isZero();
        for (int i = 0; i < 150; i++) {
            byte[] changed = weights.clone();
            System.arraycopy(damaged(Arrays.copyOf(weights, head), random), 0, changed, 0, head);
            Files.write(file, changed);
            attempt(folder, "change " + i + " of the header");
        }
        Files.write(file, weights);
        for (int i = 0; i < 300; i++) {
            Files.write(folder.resolve("config.json"), damaged(config, random));
            attempt(folder, "change " + i + " of config.json");
        }
        for (int length = 0; length < config.length - 2; length += 11) {
            Files.write(folder.resolve("config.json"), Arrays.copyOf(config, length));
            attempt(folder, "config.json cut at " + length);
        }
        assertThat(opened).isPositive();
        assertThat(refused).isGreaterThan(300);
    }
}
