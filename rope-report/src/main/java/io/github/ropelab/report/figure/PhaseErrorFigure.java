package io.github.ropelab.report.figure;

import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.PhaseErrors;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Range;
import io.github.ropelab.report.view.MatrixView.Row;
import io.github.ropelab.report.view.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The errors of a dumped rotation over position and pair, for a paper.
 *
 * @param errors of the dump against the declared rotation
 */
public record PhaseErrorFigure(PhaseErrors errors) {
    /** File name without ending. */
    public static final String ID = "phase-error";

    private static final double LEAST = 1e-6;
    private static final int TOLERANCE_DIGITS = 3;

    /** Of a diagnosis. */
    public static PhaseErrorFigure of(Diagnosis diagnosis) {
        return new PhaseErrorFigure(diagnosis.errors());
    }

    /** The numbers. */
    public MatrixView view() {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < errors.pictureRows(); r++) {
            int row = r;
            rows.add(new Row(
                    label(row),
                    IntStream.range(0, errors.pairs())
                            .mapToObj(pair -> OptionalDouble.of(errors.picture(row, pair)))
                            .toList()));
        }
        List<String> pairs =
                IntStream.range(0, errors.pairs()).mapToObj(Integer::toString).toList();
        return new MatrixView(
                new Axis(value(errors), Scale.LOG10),
                Optional.of(new Range(LEAST, most(errors))),
                OptionalDouble.of(errors.tolerance()),
                "",
                "rotary pair i",
                errors.pictureAxes() == 0 ? "" : "declared position (tokens)",
                1,
                List.of(new Panel("", pairs, rows, false)));
    }

    private String label(int row) {
        return String.join(
                ", ",
                IntStream.range(0, errors.pictureAxes())
                        .mapToObj(axis -> Numbers.plain(errors.picturePosition(row, axis)))
                        .toList());
    }

    /** What is drawn, with its unit. */
    public static String value(PhaseErrors errors) {
        return switch (errors.quantity()) {
            case PHASE -> "phase error (rad)";
            case CHORD -> "chord error (no unit)";
            case FREQUENCY -> "relative error of the frequency (no unit)";
        };
    }

    /** The largest error there can be, or that is told apart. */
    public static double most(PhaseErrors errors) {
        return switch (errors.quantity()) {
            case PHASE -> Math.PI;
            case CHORD -> 2;
            case FREQUENCY -> 1;
        };
    }

    /** What a reader of a paper needs. */
    public String caption() {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (errors.quantity()) {
                    case PHASE ->
                        "Angle between the dumped and the declared rotation of each pair in each row of the dump.";
                    case CHORD ->
                        "Distance of the rotated vector and the declared one in each pair and row of the dump, as a share of"
                                + " the vector's length: other components than declared form pairs, so there is no phase.";
                    case FREQUENCY -> "|ω′/ω - 1| of the dumped and the declared frequency of each pair.";
                });
        if (errors.pictureAxes() > 0) {
            text.append(" Rows stand in the dump's order, not to scale.");
        }
        if (errors.pictureStride() > 1) {
            text.append(" Each row stands for ")
                    .append(errors.pictureStride())
                    .append(" rows of the dump, labelled with the first: the largest error counts.");
        }
        text.append(String.format(
                Locale.ROOT,
                " Orange to violet: above the tolerance of %s%s; %d of %d pairs are affected.",
                Numbers.plain(new BigDecimal(errors.tolerance())
                        .round(new MathContext(TOLERANCE_DIGITS))
                        .doubleValue()),
                errors.quantity() == PhaseErrors.Quantity.PHASE ? " rad" : "",
                errors.count(),
                errors.pairs()));
        return text.toString();
    }
}
