package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelRunTest {
    private static final LlamaShape SHAPE = new LlamaShape(2, 512, 4, 8, 8, 64, 1024, 1e-5, true);

    /** Two passes of 1000 tokens, 3 s a layer: a line when 5 s have gone since the last; the head of so small a vocabulary is nothing. */
    @Test
    void linesComeEveryFewSecondsWithTokensPerSecondAndTheRest() {
        List<String> lines = new ArrayList<>();
        AtomicLong clock = new AtomicLong(5);
        try (ModelRun run = new ModelRun(SHAPE, List.of(1000, 1000), lines::add, clock::get)) {
            for (int pass = 0; pass < 2; pass++) {
                ForwardListener listener = run.pass(1000);
                for (int layer = 1; layer <= 4; layer++) {
                    clock.addAndGet(3_000_000_000L);
                    listener.done(layer);
                }
                run.ended(1000);
            }
        }
        assertThat(lines)
                .containsExactly(
                        "nll  24 %, 0:06 elapsed, about 0:18 left, 83 tokens/s",
                        "nll  49 %, 0:12 elapsed, about 0:12 left, 83 tokens/s",
                        "nll  74 %, 0:18 elapsed, about 0:06 left, 83 tokens/s",
                        "nll  99 %, 0:24 elapsed, about 0:00 left, 83 tokens/s");
    }

    @Test
    void anInterruptEndsThePassAtTheNextLayer() {
        List<String> lines = new ArrayList<>();
        try (ModelRun run = new ModelRun(SHAPE, List.of(10), lines::add, () -> 0)) {
            ForwardListener listener = run.pass(10);
            listener.done(1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> listener.projected(1, null, null, null)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> listener.done(2)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
