package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Mark;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;

/** Tables and charts of {@link PiFigure2}. */
final class PiFigure2Tables {
    private static final int BLOCK = 32;

    private final DataTable.Rows solved = DataTable.titled(
                    "fits", "Largest values inside and outside, by draw and solver")
            .column("draw", "number of the draw")
            .column("solver", "how it was solved")
            .column("ridge", "λ; none if empty")
            .column("inside", "max |a(s)|, s = 0 .. 2047")
            .column("height", "max |a(s)|, s = 2048 .. 4095");
    private final DataTable.Rows envelope = DataTable.titled(
                    "extrapolation", "Largest |a(s)| of each 32 distances, draw 0")
            .column("ridge", "ridge")
            .column("distance", "middle of the block, tokens")
            .column("size", "largest |a(s)| of the block");
    private final DataTable.Rows fine = DataTable.titled("interpolation", "a(s) in eighths of a token, draw 0")
            .column("ridge", "ridge")
            .column("distance", "s, tokens")
            .column("score", "a(s)");

    /** Adds a fit. */
    void solved(int seed, String solver, Double ridge, double inside, double height) {
        solved.row(seed, solver, ridge, inside, height);
    }

    /** Adds a curve. */
    void curve(String ridge, double[] inside, double[] outside, double[] between, int first, int parts) {
        blocks(ridge, inside, 0);
        blocks(ridge, outside, inside.length);
        for (int i = 0; i < between.length; i++) {
            fine.row("λ = " + ridge, first + i / (double) parts, between[i]);
        }
    }

    private void blocks(String ridge, double[] values, int from) {
        for (int block = 0; block < values.length; block += BLOCK) {
            double size = 0;
            for (int s = block; s < block + BLOCK; s++) {
                size = Math.max(size, Math.abs(values[s]));
            }
            envelope.row("λ = " + ridge, from + block + (BLOCK - 1) / 2.0, size);
        }
    }

    /** Adds all tables and charts. */
    Recomputed addTo(Recomputed recomputed) {
        return recomputed
                .add(
                        envelope.table(),
                        Chart.lines(
                                        "extrapolation",
                                        "A score fitted to normal values at distances 0 to 2047: the largest size in each 32"
                                                + " distances, by ridge λ, one draw, d = 128, base 10,000. Beyond the fitted"
                                                + " distances the ridge decides.",
                                        "extrapolation",
                                        new Axis("distance", "distance s (tokens)"),
                                        new Axis("size", "largest |a(s)|", Scale.LOG10),
                                        "ridge")
                                .marked(new Mark(2048, "end of the fitted distances")))
                .add(
                        fine.table(),
                        Chart.lines(
                                "interpolation",
                                "The same scores between distances 25 and 75, in eighths of a token, as position"
                                        + " interpolation by 8 reads them. They are smooth between whole distances, with every"
                                        + " ridge λ.",
                                "interpolation",
                                new Axis("distance", "distance s (tokens)"),
                                new Axis("score", "a(s)"),
                                "ridge"))
                .add(solved.table());
    }
}
