package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.PositionEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What amplitudes and logit scales do to the logits of two modifications: the product of components c of a query at i and a
 * key is multiplied by logitScale(i)·x(c), where x is the squared amplitude on components that rotate and 1 on others.
 */
final class Scales {
    private final double squaredA;
    private final double squaredB;
    private final int rotatedA;
    private final int rotatedB;
    private final int components;
    private final LogitScale logitA;
    private final LogitScale logitB;
    private final double[] rowsA; // factor of each row, or of all
    private final double[] rowsB;

    Scales(PositionParameter a, PositionParameter b, int rows) {
        squaredA = squared(a.encoding());
        squaredB = squared(b.encoding());
        rotatedA = a.context().geometry().rotaryDim();
        rotatedB = b.context().geometry().rotaryDim();
        components = a.context().geometry().headDim();
        logitA = a.encoding().attention().logit();
        logitB = b.encoding().attention().logit();
        rowsA = factors(logitA, constant() ? 1 : rows);
        rowsB = factors(logitB, constant() ? 1 : rows);
    }

    private static double[] factors(LogitScale scale, int rows) {
        return IntStream.range(0, rows).mapToDouble(scale::at).toArray();
    }

    private static double squared(PositionEncoding encoding) {
        return encoding.attention().amplitude() * encoding.attention().amplitude();
    }

    /** Whether no logit scale depends on the row. */
    boolean constant() {
        return logitA.constant() && logitB.constant();
    }

    /** Whether both logit scales are one rule, or no rule of the row, so that what holds of one row holds of all. */
    boolean sameRule() {
        return constant() || logitA.equals(logitB);
    }

    double a(int component, int row) {
        return rowsA[constant() ? 0 : row] * xA(component);
    }

    double b(int component, int row) {
        return rowsB[constant() ? 0 : row] * xB(component);
    }

    /** Largest sum of both factors over the rows. */
    double largestSum(int component) {
        return IntStream.range(0, rowsA.length)
                .mapToDouble(row -> a(component, row) + b(component, row))
                .max()
                .orElseThrow();
    }

    /** Largest difference of both factors over the rows, and over components that rotate in neither. */
    double passingDifference() {
        int passing = Math.max(rotatedA, rotatedB);
        return IntStream.range(0, passing == components ? 0 : rowsA.length)
                .mapToDouble(row -> Math.abs(a(passing, row) - b(passing, row)))
                .max()
                .orElse(0);
    }

    /** First components of the groups that both sides treat alike: rotated in both, in one, in none. */
    List<Integer> groups() {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int start : new int[] {Math.min(rotatedA, rotatedB), Math.max(rotatedA, rotatedB)}) {
            if (start < components && !starts.contains(start)) {
                starts.add(start);
            }
        }
        return starts;
    }

    /** Whether amplitudes and logit scales are the same, each for itself. */
    boolean identical() {
        return groups().stream().allMatch(c -> Rounding.sameFactor(xA(c), xB(c)))
                && firstRow(row -> !Rounding.sameFactor(rowsA[row], rowsB[row])).isEmpty();
    }

    /** Whether the product of both is the same for every component and row. */
    boolean same() {
        return groups().stream().allMatch(c -> firstRow(row -> !Rounding.sameFactor(a(c, row), b(c, row)))
                .isEmpty());
    }

    /** Whether the factor from a to b is the same for all components of a row. */
    boolean sameForAllComponents() {
        double first = xB(0) / xA(0);
        return groups().stream().allMatch(c -> Rounding.sameFactor(xB(c) / xA(c), first));
    }

    /** A row of more than one key in which one side has logits and the other has none; a single key has weight 1 anyway. */
    Optional<Integer> rowThatVanishes() {
        return firstRow(row -> (row > 0 || constant()) && (rowsA[row] == 0) != (rowsB[row] == 0));
    }

    /** The factor from a to b. */
    Temperature temperature() {
        double x = xB(0) / xA(0);
        if (constant() && rowsA[0] > 0) {
            double factor = x * rowsB[0] / rowsA[0];
            return new Temperature(OptionalDouble.of(factor), Numbers.plain(factor));
        }
        List<String> factors = new ArrayList<>();
        if (!Rounding.sameFactor(x, 1)) {
            factors.add(Numbers.plain(x));
        }
        if (!logitB.formula().equals("1")) {
            factors.add("(" + logitB.formula() + ")");
        }
        String numerator = factors.isEmpty() ? "1" : String.join("·", factors);
        return new Temperature(
                OptionalDouble.empty(),
                logitA.formula().equals("1") ? numerator : numerator + "/(" + logitA.formula() + ")");
    }

    private Optional<Integer> firstRow(IntPredicate holds) {
        for (int row = 0; row < rowsA.length; row++) {
            if (holds.test(row)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private double xA(int component) {
        return component < rotatedA ? squaredA : 1;
    }

    private double xB(int component) {
        return component < rotatedB ? squaredB : 1;
    }
}
