package io.github.ropelab.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRunsTest {
    private static final int LENGTH = 40;

    private static BitSet keys(KeyRuns runs) {
        BitSet keys = new BitSet();
        for (int run = 0; run < runs.count(); run++) {
            assertThat(runs.from(run)).isLessThan(runs.to(run));
            assertThat(run == 0 || runs.from(run) > runs.to(run - 1)).isTrue();
            keys.set(runs.from(run), runs.to(run));
        }
        assertThat(runs.keys()).isEqualTo(keys.cardinality());
        return keys;
    }

    private static List<Visibility> masks() {
        List<Visibility> masks = new ArrayList<>(List.of(new Visibility.Full()));
        for (int size : new int[] {1, 3, 16, 64}) {
            masks.add(new Visibility.SlidingWindow(size));
            masks.add(new Visibility.Chunked(size));
            masks.add(new Visibility.SinkAndWindow(0, size));
            masks.add(new Visibility.SinkAndWindow(5, size));
        }
        List<Visibility> all = new ArrayList<>(masks);
        masks.forEach(a -> masks.forEach(b -> all.add(new Visibility.Both(a, b))));
        return all;
    }

    @Test
    void runsAreTheKeysThatAreSeen() {
        for (Visibility mask : masks()) {
            for (int query = 0; query < LENGTH; query++) {
                BitSet seen = new BitSet();
                for (int key = 0; key < LENGTH; key++) {
                    seen.set(key, mask.sees(query, key));
                }
                assertThat(keys(mask.runs(query)))
                        .as("%s, query %d", mask, query)
                        .isEqualTo(seen);
            }
        }
    }

    @Test
    void intersectionAndCoverAreThoseOfSets() {
        int query = 21;
        for (Visibility a : masks()) {
            for (Visibility b : masks()) {
                BitSet common = keys(a.runs(query));
                common.and(keys(b.runs(query)));
                assertThat(keys(a.runs(query).and(b.runs(query)))).isEqualTo(common);
                assertThat(a.runs(query).covers(b.runs(query))).isEqualTo(common.equals(keys(b.runs(query))));
            }
        }
        assertThat(KeyRuns.of(0, 3, 3, 5, 7, 7)).isEqualTo(KeyRuns.of(0, 5)).hasToString("[0, 5]");
    }
}
