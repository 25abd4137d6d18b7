package io.github.ropelab.report.latex;

import io.github.ropelab.report.view.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A stretch of an axis and its ticks.
 *
 * @param scale of the axis
 * @param least where it begins
 * @param most where it ends
 * @param finest ticks of a linear axis are at least so far apart
 */
record PgfRange(Scale scale, double least, double most, double finest) {
    private static final double MARGIN = 0.04;
    private static final double KILO = 1024;
    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e6;
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 20, 50, 100);

    /** With ticks as close as they fit. */
    PgfRange(Scale scale, double least, double most) {
        this(scale, least, most, 0);
    }

    /** A tick: where it stands and its label in LaTeX. */
    record Tick(double at, String label) {}

    /** The stretch that holds all values, those not above 0 aside on a logarithmic axis, and some space at its ends. */
    static PgfRange of(Scale scale, DoubleStream values) {
        double[] held = values.filter(v -> Double.isFinite(v) && (scale == Scale.LINEAR || v > 0))
                .sorted()
                .toArray();
        double least = held.length == 0 ? 1 : held[0];
        double most = held.length == 0 ? 1 : held[held.length - 1];
        if (scale == Scale.LINEAR) {
            double space = MARGIN * (most > least ? most - least : Math.max(1, Math.abs(most)));
            return new PgfRange(scale, least - space, most + space);
        }
        double factor = most > least ? Math.pow(most / least, MARGIN) : Math.sqrt(2);
        return new PgfRange(scale, least / factor, most * factor);
    }

    /** With ticks at whole numbers only. */
    PgfRange whole() {
        return new PgfRange(scale, least, most, 1);
    }

    /** Ticks at round values, at most so many. */
    List<Tick> ticks(int count) {
        return switch (scale) {
            case LINEAR -> linear(count);
            case LOG2 -> powers(2, count);
            case LOG10 -> most / least >= 100 ? powers(10, count) : between(count);
        };
    }

    private List<Tick> linear(int count) {
        double unit = Math.pow(10, Math.floor(Math.log10((most - least) / count)));
        double step = STEPS.stream()
                .map(s -> s * unit)
                .filter(s -> s >= finest && Math.floor(most / s) - Math.ceil(least / s) + 1 <= count)
                .findFirst()
                .orElse(most - least);
        double largest = Math.max(Math.abs(least), Math.abs(most));
        int power = largest >= LARGE || largest < SMALL ? (int) Math.floor(Math.log10(largest)) : 0;
        List<Tick> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(least / step); k * step <= most; k++) {
            double at = rounded(k * step);
            String mantissa = plain(at / Math.pow(10, power));
            ticks.add(new Tick(at, power == 0 || k == 0 ? "$" + mantissa + "$" : scientific(mantissa, power)));
        }
        return ticks;
    }

    private List<Tick> powers(int base, int count) {
        int from = (int) Math.ceil(Math.log(least) / Math.log(base) - 1e-9);
        int to = (int) Math.floor(Math.log(most) / Math.log(base) + 1e-9);
        int step = Math.max(1, (to - from) / Math.max(1, count) + 1);
        List<Tick> ticks = new ArrayList<>();
        for (int power = Math.floorDiv(from + step - 1, step) * step; power <= to; power += step) {
            double at = Math.pow(base, power);
            ticks.add(new Tick(at, base == 2 ? binary(at) : "$10^{" + power + "}$"));
        }
        return ticks;
    }

    /** 1, 2 and 5 times powers of ten: a stretch of less than two decades holds too few powers alone. */
    private List<Tick> between(int count) {
        for (List<Integer> digits : List.of(List.of(1, 2, 3, 5, 7), List.of(1, 2, 5), List.of(1, 3), List.of(1))) {
            List<Tick> ticks = new ArrayList<>();
            for (int power = (int) Math.floor(Math.log10(least)); Math.pow(10, power) <= most; power++) {
                for (int digit : digits) {
                    double at = rounded(digit * Math.pow(10, power));
                    if (at >= least && at <= most) {
                        boolean far = at < SMALL || at >= LARGE;
                        ticks.add(new Tick(at, far ? scientific("" + digit, power) : "$" + plain(at) + "$"));
                    }
                }
            }
            if (ticks.size() <= count) {
                return ticks;
            }
        }
        return List.of();
    }

    private static String binary(double at) {
        return at >= KILO ? plain(at / KILO) + "k" : plain(at);
    }

    private static String scientific(String mantissa, int power) {
        return (mantissa.equals("1") ? "$" : "$" + mantissa + "{\\cdot}") + "10^{" + power + "}$";
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(12)).doubleValue();
    }

    /** Up to four significant digits without trailing zeros. */
    static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** About how wide the widest label is, points. */
    static double width(List<Tick> ticks) {
        return ticks.stream()
                .mapToDouble(tick -> TexText.width(
                        tick.label().replaceAll("\\$|\\{\\\\cdot\\}|[{}]", "").replace("^", "")))
                .max()
                .orElse(0);
    }

    /** A number as pgfplots reads it, every digit kept. */
    static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value).toLowerCase(Locale.ROOT) : "nan";
    }

    /** Options of an axis: its scale, its ends and its ticks; {@code axis} is x or y. */
    String options(String axis, int count, boolean labels) {
        List<Tick> ticks = ticks(count);
        String at =
                String.join(",", ticks.stream().map(tick -> number(tick.at())).toList());
        String text = String.join(",", ticks.stream().map(Tick::label).toList());
        String log = scale == Scale.LINEAR
                ? ""
                : axis + "mode=log, log basis " + axis + "=" + (scale == Scale.LOG2 ? 2 : 10) + ", ";
        return log + axis + "min=" + number(least) + ", " + axis + "max=" + number(most) + ", " + axis + "tick={" + at
                + "}, " + axis + "ticklabels={" + (labels ? text : "") + "}";
    }
}
