package io.github.ropelab.report.table;

import io.github.ropelab.report.stats.Estimate;
import java.util.Collection;
import java.util.Locale;

/**
 * How all numbers of a column are written, so that they stand below each other.
 *
 * @param decimals behind the point, of the mantissa in scientific notation
 * @param scientific whether powers of ten are written
 */
record Decimals(int decimals, boolean scientific) {
    private static final int MOST = 6;
    private static final int EXTRA = 2;
    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e6;

    /** Below it a value is what rounding in double leaves of 0. */
    private static final double ZERO = 1e-12;

    /**
     * Two digits of the largest standard error and one of the smallest, so far as both can be had; three digits of values
     * without errors. Scientific where all are small or some are far apart.
     */
    static Decimals of(Collection<Estimate> values) {
        double[] sizes = values.stream()
                .mapToDouble(e -> Math.abs(e.mean()))
                .filter(x -> x >= ZERO)
                .sorted()
                .toArray();
        double[] errors = values.stream()
                .mapToDouble(Estimate::standardError)
                .filter(x -> x >= ZERO)
                .sorted()
                .toArray();
        if (sizes.length == 0) {
            return new Decimals(0, false);
        }
        double least = sizes[0];
        double most = sizes[sizes.length - 1];
        boolean whole = values.stream().allMatch(e -> e.mean() == Math.rint(e.mean())) && errors.length == 0;
        if (!whole && (most < SMALL || most >= LARGE)) {
            return new Decimals(2, true);
        }
        if (whole) {
            return new Decimals(0, false);
        }
        if (errors.length == 0) {
            return new Decimals(bounded(digits(least) + 2, digits(most) + 2 + EXTRA), false);
        }
        int two = digits(errors[errors.length - 1]) + 1;
        return new Decimals(bounded(Math.max(two, digits(errors[0])), two + EXTRA), false);
    }

    /** Decimals that show the first digit. */
    private static int digits(double x) {
        return (int) -Math.floor(Math.log10(x));
    }

    private static int bounded(int decimals, int most) {
        return Math.max(0, Math.min(Math.min(decimals, most), MOST));
    }

    /** A number as siunitx reads it; what rounding leaves of 0 is 0. */
    String text(double value) {
        if (Math.abs(value) < ZERO) {
            return "0";
        }
        if (!scientific) {
            String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
            return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
        }
        String[] parts =
                String.format(Locale.ROOT, "%." + decimals + "e", value).split("e");
        return parts[0] + "e" + Integer.parseInt(parts[1]);
    }

    /** A number in LaTeX's mathematics. */
    String mathematics(double value) {
        String[] parts = text(value).split("e");
        return parts.length == 1 ? parts[0] : parts[0] + "\\cdot 10^{" + parts[1] + "}";
    }
}
