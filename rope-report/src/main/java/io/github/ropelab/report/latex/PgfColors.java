package io.github.ropelab.report.latex;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A scale of colours whose lightness falls from end to end, so that it can be read in grey. With a middle its hue changes
 * there, from blue below to orange and red above.
 *
 * @param least where the scale begins
 * @param middle where the hue changes
 * @param most where it ends
 */
record PgfColors(double least, OptionalDouble middle, double most) {
    private static final List<Integer> ONE = List.of(0xF7FBFF, 0xC6DBEF, 0x6BAED6, 0x2171B5, 0x08306B);
    private static final List<Integer> BELOW = List.of(0xF7FBFF, 0xCFE0EE, 0x9CBFDA);
    private static final List<Integer> ABOVE = List.of(0xEBA45E, 0xC85A34, 0x8A1F3C, 0x3B0A2A);
    private static final double DARK = 0.5;

    /** A stop: where, and which colour. */
    private record Stop(double at, int color) {}

    PgfColors(double least, OptionalDouble middle, double most, DoubleUnaryOperator scaled) {
        this(least, middle.isPresent() ? OptionalDouble.of(scaled.applyAsDouble(middle.getAsDouble())) : middle, most);
    }

    /** Places from 0 to 1000. */
    private List<Stop> stops() {
        if (middle.isEmpty()) {
            return spread(ONE, 0, 1000);
        }
        double at = Math.max(0, Math.min(1000, 1000 * (middle.getAsDouble() - least) / (most - least)));
        if (at == 0) {
            return spread(ABOVE, 0, 1000);
        }
        if (at == 1000) {
            return spread(BELOW, 0, 1000);
        }
        return Stream.concat(
                        spread(BELOW, 0, at).stream(), spread(ABOVE, at + Math.min(1, (1000 - at) / 2), 1000).stream())
                .toList();
    }

    private static List<Stop> spread(List<Integer> colors, double from, double to) {
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
