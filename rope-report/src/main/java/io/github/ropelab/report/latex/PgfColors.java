package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.ColorStops;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pictures' scale of colours as a colour map of pgfplots. With a middle its hue changes there, from blue below to orange
 * above.
 *
 * @param least where the scale begins
 * @param middle where the hue changes
 * @param most where it ends
 */
record PgfColors(double least, OptionalDouble middle, double most) {
    private static final double DARK = 0.5;

    /** A stop: where, and which colour. */
    private record Stop(double at, int color) {}

    PgfColors(double least, OptionalDouble middle, double most, DoubleUnaryOperator scaled) {
        this(least, middle.isPresent() ? OptionalDouble.of(scaled.applyAsDouble(middle.getAsDouble())) : middle, most);
    }

    /** Places from 0 to 1000. */
    private List<Stop> stops() {
        if (middle.isEmpty()) {
            return spread(ColorStops.ONE, 0, 1000);
        }
        double at = Math.max(0, Math.min(1000, 1000 * (middle.getAsDouble() - least) / (most - least)));
        if (at == 0) {
            return spread(ColorStops.ABOVE, 0, 1000);
        }
        if (at == 1000) {
            return spread(ColorStops.BELOW, 0, 1000);
        }
        return Stream.concat(
                        spread(ColorStops.BELOW, 0, at).stream(),
                        spread(ColorStops.ABOVE, at + Math.min(1, (1000 - at) / 2), 1000).stream())
                .toList();
    }

    private static List<Stop> spread(ColorStops stops, double from, double to) {
        List<Integer> colors = stops.rgb();
        return IntStream.range(0, colors.size())
                .mapToObj(i -> new Stop(from + (to - from) * i / (colors.size() - 1), colors.get(i)))
                .toList();
    }

    /** The option that defines it. */
    String map() {
        return "colormap={rope}{"
                + stops().stream()
                        .map(stop -> "rgb255(" + PgfRange.number(Math.rint(stop.at() * 100) / 100) + ")=("
                                + (stop.color() >> 16) + "," + (stop.color() >> 8 & 0xFF) + "," + (stop.color() & 0xFF)
                                + ")")
                        .collect(Collectors.joining(" "))
                + "}";
    }

    /** Whether white letters can be read on the colour of a value. */
    boolean dark(double value) {
        double at = 1000 * (value - least) / (most - least);
        List<Stop> stops = stops();
        Stop before = stops.get(0);
        for (Stop stop : stops) {
            if (stop.at() >= at) {
                double part = stop.at() == before.at() ? 1 : (at - before.at()) / (stop.at() - before.at());
                return (1 - part) * light(before.color()) + part * light(stop.color()) < DARK;
            }
            before = stop;
        }
        return light(before.color()) < DARK;
    }

    private static double light(int color) {
        return (0.299 * (color >> 16) + 0.587 * (color >> 8 & 0xFF) + 0.114 * (color & 0xFF)) / 255;
    }
}
