package io.github.ropelab.report.view;

/**
 * An axis.
 *
 * @param label with unit
 * @param scale of the axis
 */
public record Axis(String label, Scale scale) {}
