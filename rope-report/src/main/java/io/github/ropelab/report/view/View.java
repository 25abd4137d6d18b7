package io.github.ropelab.report.view;

/** The numbers of a picture. */
public sealed interface View permits LineView, DotView, MatrixView, ScatterView, IntervalView, RidgeView {
    /** Exactly the drawn numbers as CSV, in drawing order. */
    String csv();
}
