package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Lengths;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The factor on cos and sin of a dump.
 *
 * @param declared factor
 * @param observed median of |z| over the finite cells; NaN if there are none
 * @param flat whether nearly all cells have it
 * @param tolerance how far it may be off, relative
 */
record Magnitude(double declared, double observed, boolean flat, double tolerance) {
    private static final int MOST_CELLS = 1 << 17;
    private static final double MOST = 0.9;

    static Magnitude of(ObservedRotation observed, double declared) {
        long cells = (long) observed.rows() * observed.pairs();
        int step = (int) Math.max(1, cells / MOST_CELLS);
        double[] values = new double[(int) (cells / step + 1)];
        int count = 0;
        for (long at = 0; at < cells; at += step) {
            int row = (int) (at / observed.pairs());
            int pair = (int) (at % observed.pairs());
            if (observed.finite(row, pair)) {
                values[count++] = observed.magnitude(row, pair);
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double tolerance = StoredFormat.magnitude(observed.format());
        double median = count == 0 ? Double.NaN : sorted[count / 2];
        long near = Arrays.stream(sorted)
                .filter(m -> Math.abs(m - median) <= 4 * tolerance * median)
                .count();
        return new Magnitude(declared, median, count > 0 && near >= MOST * count, tolerance);
    }

    /** Whether an explanation with this factor fits; one that says nothing of it does. */
    boolean suits(double factor) {
        return Double.isNaN(factor) || Double.isNaN(observed) || Math.abs(observed / factor - 1) <= tolerance;
    }

    boolean asDeclared() {
        return Double.isNaN(observed) || Math.abs(observed / declared - 1) <= tolerance;
    }

    /**
     * A formula that gives the observed value, within its tolerance.
     *
     * @param words the formula
     * @param value what it gives
     */
    record Origin(String words, double value) {}

    /** Where the observed value comes from; itself where no known formula gives it. */
    Origin origin(Setting setting) {
        Origin nearest = new Origin("a value that no known formula gives", observed);
        double least = tolerance;
        for (Map.Entry<String, Double> candidate : candidates(setting).entrySet()) {
            double off = Math.abs(observed / candidate.getValue() - 1);
            if (off < least) {
                least = off;
                nearest = new Origin(candidate.getKey(), candidate.getValue());
            }
        }
        return nearest;
    }

    private Map<String, Double> candidates(Setting setting) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("1: no factor is applied", 1.0);
        all.put("the square of the declared factor: it is applied twice", declared * declared);
        all.put("the root of the declared factor", StrictMath.sqrt(declared));
        all.put("the inverse of the declared factor", 1 / declared);
        Lengths lengths = setting.context().lengths();
        Map<String, Double> factors = new LinkedHashMap<>();
        if (setting.strategy().parameters().get("factor") instanceof Number factor) {
            factors.put("s = factor", factor.doubleValue());
        }
        factors.put("s = target/trained length", lengths.factor());
        factors.put("s = current/trained length", (double) lengths.current() / lengths.trained());
        factors.forEach((name, s) -> {
            if (s > 1) {
                double yarn = 0.1 * StrictMath.log(s) + 1;
                all.put("YaRN's 0.1·ln s + 1, " + name, yarn);
                all.put("the square of YaRN's 0.1·ln s + 1, " + name, yarn * yarn);
                all.put(
                        "LongRoPE's √(1 + ln s/ln m_l), " + name,
                        StrictMath.sqrt(1 + StrictMath.log(s) / StrictMath.log(lengths.trained())));
            }
        });
        setting.strategy().parameters().forEach((key, value) -> {
            if (value instanceof Number number && number.doubleValue() > 0) {
                all.putIfAbsent("the parameter " + key + " itself", number.doubleValue());
                all.putIfAbsent("declared factor × " + key, declared * number.doubleValue());
            }
        });
        return all;
    }
}
