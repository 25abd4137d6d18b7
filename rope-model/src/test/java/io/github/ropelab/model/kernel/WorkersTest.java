package io.github.ropelab.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(3);

    @Test
    void eachPieceRunsOnceAndNoWorkerTwiceAtATime() {
        AtomicIntegerArray runs = new AtomicIntegerArray(500);
        AtomicIntegerArray busy = new AtomicIntegerArray(3);
        AtomicInteger clashes = new AtomicInteger();
        workers.run(500, (piece, worker) -> {
            clashes.addAndGet(busy.getAndIncrement(worker));
            runs.incrementAndGet(piece);
            Thread.onSpinWait();
            busy.decrementAndGet(worker);
        });
        assertThat(clashes).hasValue(0);
        for (int piece = 0; piece < runs.length(); piece++) {
            assertThat(runs.get(piece)).isEqualTo(1);
        }
    }

    @Test
    void aFailureIsThrownAndNobodyWorksOn() {
        AtomicInteger after = new AtomicInteger();
        assertThatThrownBy(() -> workers.run(1000, (piece, worker) -> {
                    if (piece == 5) {
                        throw new IllegalArgumentException("five");
                    }
                    after.incrementAndGet();
                }))
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
        int done = after.get();
        workers.run(1, (piece, worker) -> {});
        assertThat(after).hasValue(done);
    }

    @Test
    void anInterruptedCallerIsToldAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> workers.run(50, (piece, worker) -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
