package io.github.ropelab.report.render;

import io.github.ropelab.report.view.MatrixView;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as short as a cell or a tick asks for. */
final class CellText {
    private static final double LEAST_PLAIN = 1e-3;
    private static final double MOST_PLAIN = 1e5;
    private static final double WHOLE = 99.5;

    private CellText() {}

    /** Two digits, whole numbers from 100 on: 0.0012, 0.34, 5.6, 78, 910, 3.4e-8; 0 for what rounding leaves of it. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size < MatrixView.ROUNDING) {
            return "0";
        }
        if (size >= WHOLE && size < MOST_PLAIN) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        String digits = String.format(Locale.ROOT, "%.1e", value);
        return size >= LEAST_PLAIN && size < MOST_PLAIN ? new BigDecimal(digits).toPlainString() : power(digits);
    }

    /** As {@link #number}, but all digits of a whole number where every cell of a panel holds one: 1 and not 1.0. */
    static String number(double value, boolean whole) {
        return whole ? Long.toString((long) value) : number(value);
    }

    /** Up to four digits: 0.001, 0.25, 1536, 1e-6. */
    static String tick(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= LEAST_PLAIN && size < MOST_PLAIN
                ? PanelChart.plain(value)
                : power(String.format(Locale.ROOT, "%.1e", value));
    }

    /** {@code 1.0e-06} as {@code 1e-6}. */
    private static String power(String text) {
        return text.replace(".0e", "e").replaceFirst("e([+-])0", "e$1").replace("e+", "e");
    }
}
