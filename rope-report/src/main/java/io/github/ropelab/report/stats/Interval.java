package io.github.ropelab.report.stats;

/**
 * A confidence interval, ends included.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {}
