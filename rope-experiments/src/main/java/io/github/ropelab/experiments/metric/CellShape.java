package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.layer.KeyRuns;
import java.util.ArrayList;
import java.util.List;

/**
 * The lengths that buckets follow from, and the compared keys.
 *
 * @param trained trained length, tokens
 * @param current rows and keys, tokens
 * @param firstRow row metrics leave out earlier rows, which see too few keys to rank
 * @param keys which keys the rows of both sides see
 */
public record CellShape(int trained, int current, int firstRow, ComparedKeys keys) {
    /** With every earlier key on both sides. */
    public CellShape(int trained, int current, int firstRow) {
        this(trained, current, firstRow, ComparedKeys.ALL);
    }

    /** Row buckets [firstRow, trained), [trained, 2·trained), [2·trained, 4·trained), ... up to the current length. */
    public List<Bucket> rowBuckets() {
        List<Bucket> buckets = new ArrayList<>();
        int from = firstRow;
        long end = trained;
        while (from < current) {
            if (end > from) {
                int to = (int) Math.min(current, end);
                buckets.add(new Bucket(Bucket.Axis.ROW, from, to));
                from = to;
            }
            end *= 2;
        }
        return buckets;
    }

    /** The keys that the query sees on both sides. */
    public KeyRuns shared(int query) {
        return keys.reference(trained).runs(query).and(keys.strategy(trained).runs(query));
    }

    /** All rows from the first on. */
    public Bucket allRows() {
        return new Bucket(Bucket.Axis.ALL, Math.min(firstRow, current), current);
    }
}
