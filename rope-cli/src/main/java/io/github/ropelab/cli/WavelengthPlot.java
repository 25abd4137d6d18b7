package io.github.ropelab.cli;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.Locale;

/** Wavelengths of the pairs on a logarithmic axis of characters, before and after, against the trained length. */
final class WavelengthPlot {
    private static final int COLUMNS = 72;
    private static final int ROWS = 22;

    private final FrequencySchedule before;
    private final FrequencySchedule after;
    private final int trained;
    private final double shortest;
    private final double longest;

    WavelengthPlot(PositionEncoding encoding, RopeContext context) {
        before = context.baseFrequencies();
        after = encoding.frequencies();
        trained = context.lengths().trained();
        double low = trained;
        double high = trained;
        for (int i = 0; i < before.pairs(); i++) {
            low = Math.min(low, Math.min(before.wavelength(i), after.wavelength(i)));
            high = Math.max(high, before.wavelength(i));
            high = Double.isFinite(after.wavelength(i)) ? Math.max(high, after.wavelength(i)) : high;
        }
        shortest = low;
        longest = high * 1.05;
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "      wavelength in tokens, logarithmic: o of θ, * now, # both, | trained length %d\n",
                trained));
        int pairs = before.pairs();
        int rows = Math.min(pairs, ROWS);
        for (int r = 0; r < rows; r++) {
            int pair = rows == 1 ? 0 : Math.round((float) r * (pairs - 1) / (rows - 1));
            text.append(String.format(Locale.ROOT, "%5d ", pair))
                    .append(row(pair))
                    .append('\n');
        }
        String right = String.format(Locale.ROOT, "%.4g", longest);
        String left = String.format(Locale.ROOT, "%.4g", shortest);
        text.append("      ")
                .append(left)
                .append(" ".repeat(Math.max(1, COLUMNS - left.length() - right.length())))
                .append(right)
                .append('\n');
        return text.toString();
    }

    private String row(int pair) {
        StringBuilder row = new StringBuilder(" ".repeat(COLUMNS));
        row.setCharAt(column(trained), '|');
        int old = column(before.wavelength(pair));
        row.setCharAt(old, 'o');
        if (Double.isFinite(after.wavelength(pair))) {
            int now = column(after.wavelength(pair));
            row.setCharAt(now, now == old ? '#' : '*');
            return row.toString().stripTrailing();
        }
        return row + " stands still";
    }

    private int column(double wavelength) {
        double share = Math.log(wavelength / shortest) / Math.log(longest / shortest);
        return (int) Math.min(COLUMNS - 1, Math.max(0, Math.round(share * (COLUMNS - 1))));
    }
}
