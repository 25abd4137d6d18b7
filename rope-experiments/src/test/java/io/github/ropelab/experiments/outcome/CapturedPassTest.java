package io.github.ropelab.experiments.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CapturedPassTest {
    private static final int TOKENS = 3;

    /** Four query heads on two key-value heads of width 2. */
    private static final LlamaShape GROUPED = new LlamaShape(10, 8, 3, 4, 2, 2, 16, 1e-5, true);

    /** Values that say row and column. */
    private static float[] rows(int width, float kind) {
        float[] rows = new float[TOKENS * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = kind + 100 * (i / width) + i % width;
        }
        return rows;
    }

    @Test
    void queryHeadsReadTheKeysAndValuesOfTheirGroup() {
        AtomicInteger layers = new AtomicInteger();
        CapturedPass pass = new CapturedPass(GROUPED, List.of(1)).after(listener -> {
            for (int layer = 0; layer < GROUPED.layers(); layer++) {
                layers.incrementAndGet();
                listener.projected(layer, rows(8, 1000 * layer), rows(4, 10_000), rows(4, 20_000));
            }
        });
        assertThat(layers)
                .as("the pass ends with the last layer that is wanted")
                .hasValue(2);
        QkvBatch third = pass.head(1, 2);
        assertThat(third.q()).containsExactly(1004, 1005, 1104, 1105, 1204, 1205);
        assertThat(third.k()).containsExactly(10_002, 10_003, 10_102, 10_103, 10_202, 10_203);
        assertThat(third.v()).containsExactly(20_002, 20_003, 20_102, 20_103, 20_202, 20_203);
        assertThat(pass.head(1, 3).k()).isEqualTo(third.k());
        assertThat(pass.head(1, 1).k()).startsWith(10_000, 10_001);
        assertThat(pass.bytes()).isEqualTo(Float.BYTES * TOKENS * (8L + 4 + 4));
    }

    @Test
    void passesAreMadeOnceAndAFailureIsNotRemembered() {
        CapturedPasses passes = new CapturedPasses();
        AtomicInteger made = new AtomicInteger();
        assertThatThrownBy(() -> passes.get("a", () -> {
                    throw new IllegalStateException("no " + made.incrementAndGet());
                }))
                .isInstanceOf(IllegalStateException.class);
        CapturedPass pass = new CapturedPass(GROUPED, List.of(0));
        for (int i = 0; i < 3; i++) {
            assertThat(passes.get("a", () -> {
                        made.incrementAndGet();
                        return pass;
                    }))
                    .isSameAs(pass);
        }
        assertThat(made).hasValue(2);
    }

    @Test
    void windowsOfOneNumberEndTogetherAndDoNotOverlap() {
        int[] text = new int[103];
        for (int i = 0; i < text.length; i++) {
            text[i] = i;
        }
        TextWindows windows = new TextWindows("t", "", text, 4);
        assertThat(windows.longest()).isEqualTo(25);
        assertThat(windows.window(0, 25)).startsWith(0).endsWith(24);
        assertThat(windows.window(0, 3)).containsExactly(22, 23, 24);
        assertThat(windows.window(3, 3)).containsExactly(100, 101, 102);
        for (int w = 1; w < 4; w++) {
            assertThat(windows.window(w, 25)[0]).isGreaterThan(windows.window(w - 1, 25)[24]);
        }
        assertThatThrownBy(() -> windows.window(0, 30))
                .hasMessageContaining("hold 4 windows of that length; of 30 they hold 3");
    }
}
