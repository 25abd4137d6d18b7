package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Common tail of two standard normal values of correlation ρ: P(X > z, Y > z) = Q(z)² + (1/2π)·∫_0^(asin ρ) exp(-z²/(1 +
 * sin θ)) dθ. Plackett 1954: the derivative of the probability by ρ is the density at (z, z).
 */
final class NormalTail {
    /** Panels of 32 nodes: the integrand is flat at -π/2 and smooth elsewhere. */
    private static final int PANELS = 4;

    private static final int NODES = 32;
    private static final GaussIntegratorFactory RULES = new GaussIntegratorFactory();

    private NormalTail() {}

    /**
     * P(Y > z | X > z) with z such that P(X > z) = share.
     *
     * @param share above 0 and at most 1
     * @param correlation -1 to 1; roundings beyond count as the bound
     */
    static double conditional(double share, double correlation) {
        InvalidParameter.require(share > 0 && share <= 1, "share", share, "be above 0 and at most 1");
        if (share == 1) {
            return 1;
        }
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 - share);
        double end = StrictMath.asin(Math.max(-1, Math.min(1, correlation)));
        double sum = 0;
        for (int i = 0; i < PANELS; i++) {
            double from = end * i / PANELS;
            double to = end * (i + 1) / PANELS;
            GaussIntegrator panel = RULES.legendre(NODES, Math.min(from, to), Math.max(from, to));
            sum += panel.integrate(theta -> StrictMath.exp(-z * z / (1 + StrictMath.sin(theta))));
        }
        return Math.max(0, share + Math.signum(end) * sum / (2 * Math.PI * share));
    }
}
