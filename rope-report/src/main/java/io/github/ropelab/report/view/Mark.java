package io.github.ropelab.report.view;

/**
 * A line across a panel at a value that means something, as the trained length.
 *
 * @param at value on the axis
 * @param label what it stands for, as short as a legend's entry
 */
public record Mark(double at, String label) {}
