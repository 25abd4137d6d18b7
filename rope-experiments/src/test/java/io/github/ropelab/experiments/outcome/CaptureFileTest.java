package io.github.ropelab.experiments.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.experiments.data.Capture;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
    /** Twelve layers, so that the file's order is not the alphabet's; six query heads on two key heads of width 4. */
    private static final LlamaShape SHAPE = new LlamaShape(300, 24, 12, 6, 2, 4, 8, 1e-5, true);

    private static final int[] TOKENS = {7, 299, 0};

    @TempDir
    Path folder;

    /** A pass whose numbers say where they come from: side·1000 + layer·100 + token·30 + component, all exact in float16. */
    private static void pass(ForwardListener listener) {
        for (int layer = 0; layer < SHAPE.layers(); layer++) {
            listener.projected(
                    layer,
                    numbers(0, layer, SHAPE.queryWidth()),
                    numbers(1, layer, SHAPE.keyValueWidth()),
                    numbers(-1, layer, SHAPE.keyValueWidth()));
            listener.done(layer + 1);
        }
    }

    private static double number(int side, int layer, int token, int component) {
        return side * 500 + layer * 100 + token * 30 + component;
    }

    private static float[] numbers(int side, int layer, int width) {
        float[] numbers = new float[TOKENS.length * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) number(side, layer, i / width, i % width);
        }
        return numbers;
    }

    private Path write(ElementType type, List<Integer> layers, List<Integer> heads) throws IOException {
        Path file = folder.resolve("c.safetensors");
        new CaptureFile(SHAPE, CapturedHeads.of(SHAPE, layers, heads), type, TOKENS)
                .write(file, new TreeMap<>(Map.of("model", "made")), CaptureFileTest::pass);
        return file;
    }

    private static Capture open(Path file) {
        return Capture.open("c", file, Pairing.HALF_SPLIT, OptionalInt.empty(), 100, List.of(), new TreeMap<>());
    }

    @Test
    void everyNumberStandsWhereStudiesLookForIt() throws IOException {
        Capture capture = open(write(ElementType.F16, List.of(10, 2), List.of()));
        assertThat(capture.hasValues()).isTrue();
        assertThat(capture.maxTokens()).isEqualTo(3);
        assertThat(capture.slices()).hasSize(12);
        capture.slices().forEach(slice -> {
            QkvBatch batch = capture.load(slice, 3);
            int layer = slice.layer().orElseThrow();
            int head = slice.head().orElseThrow();
            for (int i = 0; i < 12; i++) {
                assertThat(batch.q()[i]).isEqualTo(number(0, layer, i / 4, head * 4 + i % 4));
                assertThat(batch.k()[i]).isEqualTo(number(1, layer, i / 4, head / 3 * 4 + i % 4));
                assertThat(batch.v()[i]).isEqualTo(number(-1, layer, i / 4, head / 3 * 4 + i % 4));
            }
        });
    }

    /** Heads 1 and 5 are read as heads 0 and 1, each with its own key head. */
    @Test
    void chosenHeadsKeepTheirKeyHeads() throws IOException {
        Path file = write(ElementType.F32, List.of(11), List.of(5, 1));
        Capture capture = open(file);
        QkvBatch second = capture.load(capture.slices().get(1), 3);
        assertThat(second.q()[0]).isEqualTo(number(0, 11, 0, 20));
        assertThat(second.k()[0]).isEqualTo(number(1, 11, 0, 4));
        SafetensorsFile read = SafetensorsFile.open(file);
        assertThat(read.numbers("token_ids").values()).containsExactly(7, 299, 0);
        assertThat(read.tensors().get("layers.11.q").shape()).containsExactly(2, 3, 4);
        assertThat(read.metadata())
                .containsEntry("subset", "{\"layers.11\":{\"kv_heads\":[0,1],\"query_heads\":[1,5]}}")
                .containsEntry("model", "made")
                .containsEntry("n_head", "6")
                .containsEntry("stage", "before rotation")
                .containsEntry("softmax_scale", "0.5");
    }

    @Test
    void unevenGroupsAndUnknownHeadsAreRefused() {
        assertThatThrownBy(() -> CapturedHeads.of(SHAPE, List.of(), List.of(0, 1, 3)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("be as many of each key head, which serves 3 query heads");
        assertThat(CapturedHeads.of(SHAPE, List.of(), List.of(4, 3)).keyValueHeads())
                .containsExactly(1);
        assertThatThrownBy(() -> CapturedHeads.of(SHAPE, List.of(12), List.of()))
                .hasMessageContaining("from 0 to 11");
        assertThatThrownBy(() -> CapturedHeads.of(SHAPE, List.of(), List.of(6))).hasMessageContaining("from 0 to 5");
        assertThatThrownBy(() -> CapturedHeads.of(SHAPE, List.of(1, 1), List.of()))
                .hasMessageContaining("not name one twice");
    }

    @Test
    void aPassThatIsStoppedLeavesNoFile() throws IOException {
        CaptureFile capture =
                new CaptureFile(SHAPE, CapturedHeads.of(SHAPE, List.of(), List.of()), ElementType.F16, TOKENS);
        assertThatThrownBy(() -> capture.write(folder.resolve("c.safetensors"), new TreeMap<>(), listener -> {
                    listener.projected(0, numbers(0, 0, 24), numbers(0, 0, 8), numbers(0, 0, 8));
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
