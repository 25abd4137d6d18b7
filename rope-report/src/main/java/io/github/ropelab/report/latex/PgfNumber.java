package io.github.ropelab.report.latex;

import io.github.ropelab.report.view.MatrixView;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers that stand in cells: two significant digits. */
final class PgfNumber {
    private static final double SMALL = 1e-2;
    private static final double LARGE = 1e4;

    private PgfNumber() {}

    /** In mathematics. */
    static String written(double value) {
        double size = Math.abs(value);
        if (size < MatrixView.ROUNDING) {
            return "0";
        }
        if (size >= SMALL && size < LARGE) {
            MathContext digits = new MathContext(size >= 100 ? 4 : 2);
            return new BigDecimal(value).round(digits).toPlainString();
        }
        int power = (int) Math.floor(Math.log10(size));
        String mantissa = new BigDecimal(value / Math.pow(10, power))
                .round(new MathContext(1))
                .toPlainString();
        return mantissa + "{\\cdot}10^{" + power + "}";
    }
}
