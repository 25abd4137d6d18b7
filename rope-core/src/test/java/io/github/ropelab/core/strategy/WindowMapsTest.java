package io.github.ropelab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances of the window schemes, cell by cell, at sizes that no reference file has. */
class WindowMapsTest {
    private static PositionEncoding encode(int trained, Map<String, Object> block) {
        return Strategies.read(block)
                .encode(new RopeContext(RotaryGeometry.full(8, Pairing.HALF_SPLIT), 10_000, Lengths.trained(trained)));
    }

    /** Walks over chunks of queries as the authors' prefill does, and writes down which table each product takes. */
    @ParameterizedTest
    @CsvSource({"6, 2, 40", "6, 0, 40", "7, 1, 41", "9, 6, 40", "5, 4, 23", "1, 0, 5", "48, 8, 200", "300, 100, 120"})
    void dualChunkTakesTheTablesOfTheAuthorsLoop(int size, int local, int tokens) {
        int chunk = size - local;
        PositionEncoding encoding =
                encode(64, Map.of("rope_type", "dual_chunk", "chunk_size", size, "local_window", local));
        int cells = 0;
        int previous = 0;
        for (int begin = 0; begin < tokens; begin += chunk) {
            for (int query = begin; query < Math.min(tokens, begin + chunk); query++) {
                int successive = Math.min(query - begin + chunk, size);
                int lastOfAChunk = Math.min(chunk - 1 + chunk, size);
                for (int key = 0; key <= query; key++) {
                    int table = key >= begin ? query - begin : key >= previous ? successive : lastOfAChunk;
                    assertThat(encoding.positions().effectiveDistance(query, key))
                            .as("query %d, key %d", query, key)
                            .isEqualTo(table - key % chunk);
                    cells++;
                }
            }
            previous = begin;
        }
        assertThat(cells).isEqualTo(tokens * (tokens + 1) / 2);
    }

    @Test
    void dualChunkNeverLeavesItsChunkSize() {
        PositionEncoding encoding = encode(64, Map.of("rope_type", "dual_chunk"));
        for (int query = 0; query < 400; query++) {
            for (int key = 0; key <= query; key++) {
                assertThat(encoding.positions().effectiveDistance(query, key)).isBetween(0.0, 48.0);
            }
        }
        assertThat(encoding.trace().derived()).containsEntry("chunk_size", 48.0).containsEntry("local_window", 8.0);
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "3, 4", "7, 16", "5, 1"})
    void selfExtendRoundsTheWindowAsAsked(int group, int window) {
        Map<String, Object> block =
                new HashMap<>(Map.of("rope_type", "self_extend", "group_size", group, "neighbor_window", window));
        PositionEncoding exact = encode(64, block);
        block.put("rounding", "floor");
        PositionEncoding whole = encode(64, block);
        for (int query = 0; query < 60; query++) {
            for (int key = 0; key <= query; key++) {
                int groups = query / group - key / group;
                boolean near = query - key < window;
                assertThat(exact.positions().effectiveDistance(query, key))
                        .isEqualTo(near ? query - key : query / group + window - (double) window / group - key / group);
                assertThat(whole.positions().effectiveDistance(query, key))
                        .isEqualTo(near ? query - key : groups + window - window / group);
            }
        }
    }

    @Test
    void leakyReRopeGoesOnWithStepOneOverK() {
        PositionEncoding encoding = encode(64, Map.of("rope_type", "leaky_rerope", "window", 8, "scaling_factor", 4));
        assertThat(encoding.positions().effectiveDistance(20, 13)).isEqualTo(7);
        assertThat(encoding.positions().effectiveDistance(20, 12)).isEqualTo(8);
        assertThat(encoding.positions().effectiveDistance(20, 11)).isEqualTo(8.25);
        assertThat(encoding.positions().effectiveDistance(40, 0)).isEqualTo(16);
        PositionEncoding byDefault = encode(64, Map.of("rope_type", "leaky_rerope"));
        assertThat(byDefault.positions().effectiveDistance(64, 0)).isEqualTo(34);
    }

    @Test
    void stringDropsToItsLocalWindow() {
        PositionEncoding encoding = encode(96, Map.of("rope_type", "string"));
        assertThat(encoding.trace().derived()).containsEntry("shift", 32.0).containsEntry("local_window", 32.0);
        PositionEncoding shifted =
                encode(96, Map.of("rope_type", "string", "shift", 32, "local_window", 8, "attention_factor", 1.07));
        assertThat(shifted.positions().effectiveDistance(50, 19)).isEqualTo(31);
        assertThat(shifted.positions().effectiveDistance(50, 18)).isEqualTo(8);
        assertThat(shifted.positions().effectiveDistance(95, 0)).isEqualTo(71);
        assertThat(shifted.attention().amplitude()).isEqualTo(1.07);
    }

    @Test
    void windowsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new StringShift(OptionalInt.of(4), OptionalInt.of(5), 1))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("local_window must be at most shift (4)");
        assertThatThrownBy(() -> new DualChunk(OptionalInt.of(4), OptionalInt.of(4), 1))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("local_window must be below chunk_size (4)");
        assertThatThrownBy(() -> encode(4096, Map.of("rope_type", "dual_chunk", "chunk_size", 512)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("local_window");
        assertThatThrownBy(() -> encode(64, Map.of("rope_type", "leaky_rerope", "scaling_factor", 0)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("scaling_factor");
        assertThatThrownBy(() -> encode(64, Map.of("rope_type", "self_extend", "group_size", 0)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("group_size");
    }
}
