package io.github.ropelab.experiments.reproduction.base;

/**
 * y = factor·x^exponent by least squares of the logarithms.
 *
 * @param factor y at x = 1
 * @param exponent slope in log-log axes
 */
record PowerFit(double factor, double exponent) {
    /** Fits points with positive coordinates. */
    static PowerFit of(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += StrictMath.log(x[i]) / x.length;
            meanY += StrictMath.log(y[i]) / x.length;
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double off = StrictMath.log(x[i]) - meanX;
            products += off * (StrictMath.log(y[i]) - meanY);
            squares += off * off;
        }
        double exponent = products / squares;
        return new PowerFit(StrictMath.exp(meanY - exponent * meanX), exponent);
    }

    /** y at x. */
    double at(double x) {
        return factor * StrictMath.pow(x, exponent);
    }
}
