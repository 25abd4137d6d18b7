package io.github.ropelab.report.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A linear axis of pictures that paint their own: values from low to high stand at places from start to end.
 *
 * @param low value at the start
 * @param high value at the end
 * @param start place, units
 * @param end place, units
 * @param step between ticks: 1, 2, 5, and where these do not fit 4, times a power of ten
 */
record PlainAxis(double low, double high, double start, double end, double step) {
    private static final double MARGIN = 0.06;

    /** From fine to coarse; the finest has two ticks on any axis. */
    private static final List<Integer> STEPS = List.of(1, 2, 4, 5, 10);

    /** For axes alone on which 5 has a single tick, and 2 more than have room. */
    private static final int UNUSUAL = 4;

    /**
     * The axis of some values, with a margin.
     *
     * @param values at least one
     * @param start place of the lowest
     * @param end place of the highest
     * @param room that a tick's label takes, units
     */
    static PlainAxis of(DoubleStream values, double start, double end, double room) {
        double[] all = values.toArray();
        double least = DoubleStream.of(all).min().orElseThrow();
        double most = DoubleStream.of(all).max().orElseThrow();
        double span = most > least ? most - least : Math.max(Math.abs(most), 1);
        double low = least - MARGIN * span;
        double high = most + MARGIN * span;
        double fitting = Math.max(2, Math.floor(Math.abs(end - start) / room));
        double unit = Math.pow(10, Math.floor(Math.log10((high - low) / fitting)));
        List<PlainAxis> coarser = STEPS.stream()
                .map(factor -> new PlainAxis(low, high, start, end, factor * unit))
                .filter(axis -> axis.ticks().size() >= 2) // one alone names no scale
                .toList();
        return coarser.stream()
                .filter(axis -> axis.step != UNUSUAL * unit && (high - low) / axis.step <= fitting)
                .findFirst()
                .orElse(coarser.get(coarser.size() - 1));
    }

    /** Where a value stands. */
    double at(double value) {
        return start + (value - low) / (high - low) * (end - start);
    }

    /** The values of the ticks. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    /** A tick's label, with as many decimals as the step has. */
    String label(double tick) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return decimals > 4
                ? String.format(Locale.ROOT, "%.0e", tick)
                : String.format(Locale.ROOT, "%." + decimals + "f", tick);
    }
}
