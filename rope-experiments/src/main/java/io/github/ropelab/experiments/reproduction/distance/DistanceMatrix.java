package io.github.ropelab.experiments.reproduction.distance;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.Arrays;
import java.util.List;

/**
 * Distances of queries and keys as a scheme sees them, key at or before query.
 *
 * @param rows one per query, from position 0; row i has i + 1 distances, tokens
 */
record DistanceMatrix(List<double[]> rows) {
    /** Below any third of a token, above the rounding of one. */
    private static final double ROUNDING = 1e-12;

    /** Checks that it is a lower triangle. */
    DistanceMatrix {
        rows = rows.stream().map(double[]::clone).toList();
        for (int i = 0; i < rows.size(); i++) {
            InvalidParameter.require(rows.get(i).length == i + 1, "row " + i, rows.get(i).length, "have " + (i + 1));
        }
    }

    /** A drawing: a line per query, numbers or fractions as {@code 11/3}. */
    static DistanceMatrix of(String drawing) {
        return new DistanceMatrix(drawing.strip()
                .lines()
                .map(line -> Arrays.stream(line.strip().split(" +"))
                        .mapToDouble(DistanceMatrix::number)
                        .toArray())
                .toList());
    }

    private static double number(String text) {
        String[] parts = text.split("/");
        return Double.parseDouble(parts[0]) / (parts.length > 1 ? Double.parseDouble(parts[1]) : 1);
    }

    /** What a strategy, as on the command line, makes of the first tokens. */
    static DistanceMatrix of(String strategy, int tokens) {
        Rope rope = new Rope(8, 10_000, Lengths.trained(tokens));
        EffectivePositions effective = EffectivePositions.of(rope.encode(strategy), rope.context());
        double[][] rows = new double[tokens][];
        for (int i = 0; i < tokens; i++) {
            rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                rows[i][j] = effective.distance(i, j);
            }
        }
        return new DistanceMatrix(Arrays.asList(rows));
    }

    int tokens() {
        return rows.size();
    }

    int cells() {
        return tokens() * (tokens() + 1) / 2;
    }

    double at(int query, int key) {
        return rows.get(query)[key];
    }

    /** Cells that are not those of another matrix of this size. */
    int differing(DistanceMatrix other) {
        InvalidParameter.require(other.tokens() == tokens(), "tokens", other.tokens(), "be " + tokens());
        int differing = 0;
        for (int i = 0; i < tokens(); i++) {
            for (int j = 0; j <= i; j++) {
                differing += Math.abs(at(i, j) - other.at(i, j)) > ROUNDING ? 1 : 0;
            }
        }
        return differing;
    }

    /** The same with one cell moved by a token. */
    DistanceMatrix changed(int query, int key) {
        DistanceMatrix copy = new DistanceMatrix(rows);
        copy.rows.get(query)[key]++;
        return copy;
    }

    double largest() {
        return rows.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
    }
}
