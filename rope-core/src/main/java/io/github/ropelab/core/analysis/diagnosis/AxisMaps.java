package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.AXIS;

import io.github.ropelab.core.PairAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Pairs that read the position of another axis, or the index of the row. */
final class AxisMaps implements Family {
    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        ObservedRotation sample = evidence.sample();
        if (sample.axes() == 1) {
            return List.of();
        }
        int pairs = sample.pairs();
        int axes = sample.axes();
        int[] declared = IntStream.range(0, pairs).map(evidence.axes()::of).toArray();
        int[] sizes = new int[axes];
        Arrays.stream(declared).forEach(axis -> sizes[axis]++);
        List<Hypothesis> hypotheses = new ArrayList<>();
        hypotheses.add(rows(evidence));
        int[] even = new int[axes];
        Arrays.fill(even, pairs / axes);
        even[0] += pairs % axes;
        for (int[] order : orders(axes)) {
            String names = String.join(
                    ", ", Arrays.stream(order).mapToObj(evidence.facts()::axis).toList());
            String equal = axes == 2
                    ? "first half " + evidence.facts().axis(order[0]) + ", second half "
                            + evidence.facts().axis(order[1])
                    : "equal sections " + names;
            hypotheses.add(map(
                    evidence,
                    equal,
                    "the pairs are split into " + axes + " equal contiguous parts: " + names,
                    pair -> order[contiguous(even).applyAsInt(pair)]));
            hypotheses.add(map(
                    evidence,
                    names + " alternating",
                    "the axes take turns pair by pair: " + names,
                    pair -> order[pair % axes]));
            hypotheses.add(map(
                    evidence,
                    "axes read as " + names,
                    "axes have changed places: read as " + names,
                    pair -> order[declared[pair]]));
            hypotheses.add(map(
                    evidence,
                    inOrder(order) ? "contiguous sections" : "contiguous sections of " + names,
                    "contiguous sections in the order " + names,
                    pair -> order[contiguous(sizes).applyAsInt(pair)]));
        }
        for (int axis = 0; axis < axes; axis++) {
            int only = axis;
            String name = evidence.facts().axis(axis);
            hypotheses.add(map(evidence, name + " for every pair", "every pair reads the axis " + name, pair -> only));
        }
        counted(evidence).ifPresent(hypotheses::add);
        int[] found = found(evidence);
        if (found.length > 0) {
            hypotheses.add(new Hypothesis(
                    AXIS,
                    "pairs read other axes than declared: " + runs(evidence, found),
                    Map.of("axis_map", runs(evidence, found)),
                    model(evidence, pair -> found[pair]),
                    evidence.declaration().encoding().attention().amplitude(),
                    Rank.FREE));
        }
        return hypotheses;
    }

    private static Hypothesis rows(Evidence evidence) {
        double[] omega = evidence.declared();
        return new Hypothesis(
                AXIS,
                "every axis gets the flat index of the token",
                Map.of("axis_map", "flat token index"),
                (position, row, pair) -> row < 0 ? Double.NaN : row * omega[pair],
                evidence.declaration().encoding().attention().amplitude(),
                Rank.FORMULA);
    }

    /** One position for all axes that is none of theirs: rows of a thinned dump no longer count the tokens. */
    private static Optional<Hypothesis> counted(Evidence evidence) {
        double[] omega = evidence.declared();
        double[] effective = Vernier.positions(evidence.sample(), omega, PairAxes.single());
        boolean rises = true;
        for (int t = 0; t < effective.length; t++) {
            if (Double.isNaN(effective[t])) {
                return Optional.empty();
            }
            effective[t] = Math.rint(effective[t]);
            rises &= t == 0 || effective[t] > effective[t - 1];
        }
        String name = rises ? "flat token index" : "one position for every axis";
        return Optional.of(new Hypothesis(
                AXIS,
                rises ? "every axis gets one position that counts the tokens" : "every axis gets the same position",
                Map.of("axis_map", name),
                (position, row, pair) -> row < 0 || row >= effective.length ? Double.NaN : effective[row] * omega[pair],
                evidence.declaration().encoding().attention().amplitude(),
                Rank.OTHER_KIND));
    }

    private static Hypothesis map(Evidence evidence, String name, String defect, IntUnaryOperator axis) {
        return new Hypothesis(
                AXIS,
                defect,
                Map.of("axis_map", name),
                model(evidence, axis),
                evidence.declaration().encoding().attention().amplitude(),
                Rank.FORMULA);
    }

    private static RotationModel model(Evidence evidence, IntUnaryOperator axis) {
        double[] omega = evidence.declared();
        return (position, row, pair) -> position[axis.applyAsInt(pair)] * omega[pair];
    }

    private static IntUnaryOperator contiguous(int[] sizes) {
        return pair -> {
            int axis = 0;
            int end = sizes[0];
            while (pair >= end && axis < sizes.length - 1) {
                axis++;
                end += sizes[axis];
            }
            return axis;
        };
    }

    /** For each pair the first axis that explains its rows, the declared one first; empty where a pair has none. */
    private static int[] found(Evidence evidence) {
        ObservedRotation sample = evidence.sample();
        double[] omega = evidence.declared();
        int[] found = new int[sample.pairs()];
        for (int i = 0; i < found.length; i++) {
            found[i] = -1;
            for (int k = -1; k < sample.axes() && found[i] < 0; k++) {
                int axis = k < 0 ? evidence.axes().of(i) : k;
                boolean holds = true;
                for (int t = 0; t < sample.rows() && holds; t++) {
                    holds = sample.agrees(t, i, sample.position(t, axis) * omega[i]);
                }
                found[i] = holds ? axis : -1;
            }
            if (found[i] < 0) {
                return new int[0];
            }
        }
        return found;
    }

    private static String runs(Evidence evidence, int[] axes) {
        List<String> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= axes.length; i++) {
            if (i == axes.length || axes[i] != axes[start]) {
                runs.add((start == i - 1 ? "" + start : start + "-" + (i - 1)) + " "
                        + evidence.facts().axis(axes[start]));
                start = i;
            }
        }
        return "pairs " + String.join(", ", runs);
    }

    private static boolean inOrder(int[] order) {
        return IntStream.range(0, order.length).allMatch(k -> order[k] == k);
    }

    private static List<int[]> orders(int axes) {
        List<int[]> all = new ArrayList<>();
        permute(new int[0], axes, all);
        return all;
    }

    private static void permute(int[] begun, int axes, List<int[]> all) {
        if (begun.length == axes) {
            all.add(begun);
            return;
        }
        for (int axis = 0; axis < axes; axis++) {
            int next = axis;
            if (Arrays.stream(begun).noneMatch(a -> a == next)) {
                int[] longer = Arrays.copyOf(begun, begun.length + 1);
                longer[begun.length] = axis;
                permute(longer, axes, all);
            }
        }
    }
}
