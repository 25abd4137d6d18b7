package io.github.ropelab.report.site;

import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.PhaseErrors;
import io.github.ropelab.report.figure.PhaseErrorFigure;
import io.github.ropelab.report.render.HeatImage;
import io.github.ropelab.report.view.HeatView;
import io.github.ropelab.report.view.Ticks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * The picture of phase error over position × pair, for the page: cells and scale as images, and places of labels in percent,
 * so that text keeps its size on every screen.
 */
final class PhasePicture {
    private static final double LEAST = 1e-6;
    private static final int ROW_PIXELS = 18;
    private static final int MOST_PIXELS = 432;
    private static final int LEAST_PIXELS = 36;
    private static final int MOST_PAIR_LABELS = 7;
    private static final int SCALE_STEPS = 512;

    private final PhaseErrors errors;
    private final HeatView view;
    private final int divergent;

    PhasePicture(Diagnosis diagnosis) {
        errors = diagnosis.errors();
        divergent =
                diagnosis.first().row().isPresent() ? diagnosis.first().row().getAsInt() / errors.pictureStride() : -1;
        float[][] cells = new float[errors.pictureRows()][errors.pairs()];
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < cells.length; row++) {
            for (int pair = 0; pair < errors.pairs(); pair++) {
                cells[row][pair] = (float) errors.picture(row, pair);
            }
            labels.add(label(row));
        }
        view = new HeatView(
                PhaseErrorFigure.value(errors),
                LEAST,
                errors.tolerance(),
                PhaseErrorFigure.most(errors),
                labels,
                cells);
    }

    private String label(int row) {
        List<String> parts = new ArrayList<>();
        for (int axis = 0; axis < errors.pictureAxes(); axis++) {
            parts.add(Numbers.plain(errors.picturePosition(row, axis)));
        }
        return String.join(", ", parts);
    }

    /** What is drawn. */
    HeatView view() {
        return view;
    }

    /** All that the page's template names. */
    Map<String, Object> block(IntToDoubleFunction wavelength) {
        HeatImage image = new HeatImage(view);
        Map<String, Object> block = new LinkedHashMap<>();
        int rows = view.rows().size();
        int height = Math.max(LEAST_PIXELS, Math.max(rows, Math.min(ROW_PIXELS * rows, MOST_PIXELS)));
        block.put("height", height);
        block.put("cells", HeatImage.inline(image.png()));
        block.put("scale", HeatImage.inline(image.scalePng(SCALE_STEPS)));
        block.put("quantity", view.value());
        block.put("title", title());
        block.put("reading", reading());
        block.put("rowTitle", errors.pictureAxes() == 0 ? "" : errors.pictureAxes() == 1 ? "position" : "positions");
        List<Map<String, Object>> rowTicks = rowTicks(height);
        block.put("rowTicks", rowTicks);
        block.put(
                "labelWidth",
                1
                        + rowTicks.stream()
                                .mapToInt(tick -> ((String) tick.get("text")).length())
                                .max()
                                .orElse(0));
        block.put("divergent", divergent < 0 ? List.of() : List.of(percent(divergent, rows)));
        block.put("pairTicks", pairTicks(wavelength));
        block.put("affected", spans(errors.affected()));
        block.put("marginal", spans(errors.marginal()));
        block.put("anyMarginal", !errors.marginal().isEmpty());
        block.put("anyAffected", !errors.affected().isEmpty());
        block.put("scaleTicks", scaleTicks());
        block.put("bound", percent(view.share(view.bound())));
        block.put("boundText", number(view.bound()) + (errors.quantity() == PhaseErrors.Quantity.PHASE ? " rad" : ""));
        return block;
    }

    private String title() {
        return switch (errors.quantity()) {
            case PHASE -> "Phase error over position and pair";
            case CHORD -> "Error of rotated vectors over position and pair";
            case FREQUENCY -> "Error of the frequency of each pair";
        };
    }

    /** How to read it, for eyes and for screen readers. */
    private String reading() {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (errors.quantity()) {
                    case PHASE ->
                        "Each cell is the angle between the dumped and the declared rotation of one pair in one row.";
                    case CHORD ->
                        "Each cell is the distance between the rotated vector and the declared one, as a share of the"
                                + " vector's length: where other components form pairs there is no phase.";
                    case FREQUENCY ->
                        "Each cell is |ω′/ω - 1|, of the dumped and the declared frequency of a pair; there are no rows.";
                });
        if (errors.quantity() != PhaseErrors.Quantity.FREQUENCY) {
            text.append(" Rows are the dump's rows in their order, not to scale, labelled with their declared "
                    + (errors.pictureAxes() == 1 ? "position (tokens)." : "positions, an axis each."));
        }
        if (errors.pictureStride() > 1) {
            text.append(" One row of the picture stands for ")
                    .append(errors.pictureStride())
                    .append(" rows of the dump: the largest error counts.");
        }
        text.append(" Yellow to violet is above the tolerance of ").append(number(view.bound()));
        text.append(
                switch (errors.quantity()) {
                    case PHASE ->
                        " rad. A cell counts as off above the tolerance, or above 2⁻²⁰ of its phase where that is more."
                                + " Cells that are not finite look like π.";
                    case CHORD -> ".";
                    case FREQUENCY -> ".";
                });
        return text.toString();
    }

    private List<Map<String, Object>> rowTicks(int height) {
        int rows = view.rows().size();
        List<Integer> wanted = new ArrayList<>();
        if (divergent >= 0) {
            wanted.add(divergent);
        }
        wanted.add(0);
        wanted.add(rows - 1);
        for (int row = 1; row + 1 < rows && errors.pictureAxes() == 1; row++) {
            if (step(row) != errors.pictureStride() && step(row + 1) == errors.pictureStride()) {
                wanted.add(row);
            }
        }
        List<Map<String, Object>> ticks = new ArrayList<>();
        for (int row : Ticks.of(rows, Math.max(1, height / ROW_PIXELS), wanted)) {
            ticks.add(Map.of(
                    "at", percent(row + 0.5, rows), "text", view.rows().get(row), "divergent", row == divergent));
        }
        return ticks;
    }

    private double step(int row) {
        return errors.picturePosition(row, 0) - errors.picturePosition(row - 1, 0);
    }

    private List<Map<String, Object>> pairTicks(IntToDoubleFunction wavelength) {
        List<Map<String, Object>> ticks = new ArrayList<>();
        for (int pair : Ticks.powers(errors.pairs(), MOST_PAIR_LABELS)) {
            ticks.add(Map.of(
                    "at", percent(pair + 0.5, errors.pairs()),
                    "text", pair,
                    "wavelength", compact(wavelength.applyAsDouble(pair))));
        }
        return ticks;
    }

    private List<Map<String, Object>> spans(List<List<Integer>> ranges) {
        return ranges.stream()
                .map(range -> Map.<String, Object>of(
                        "left", percent(range.get(0), errors.pairs()),
                        "width", percent(range.get(1) - range.get(0) + 1, errors.pairs())))
                .toList();
    }

    private List<Map<String, Object>> scaleTicks() {
        List<Map<String, Object>> ticks = new ArrayList<>();
        for (int power = (int) Math.round(Math.log10(view.least())); power <= 0; power++) {
            double value = Math.pow(10, power);
            if (view.share(value) < 0.95 || view.most() == 1) {
                String text = power == 0 ? "1" : "";
                ticks.add(Map.of("at", percent(view.share(value)), "text", text, "power", power == 0 ? "" : power));
            }
        }
        if (view.most() != 1) {
            ticks.add(Map.of(
                    "at", "100%", "text", errors.quantity() == PhaseErrors.Quantity.PHASE ? "π" : "2", "power", ""));
        }
        return ticks;
    }

    private static String percent(double part, int whole) {
        return percent(part / whole);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * share);
    }

    /** Three digits. */
    static String number(double value) {
        return Numbers.plain(new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .doubleValue());
    }

    /** Two digits and k or M: 6.3, 44, 1.2k, 2.6M. */
    static String compact(double value) {
        if (!Double.isFinite(value)) {
            return "∞";
        }
        double unit = value >= 999_500 ? 1e6 : value >= 999.5 ? 1e3 : 1;
        String suffix = unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
        double scaled = value / unit;
        return String.format(Locale.ROOT, scaled < 9.95 ? "%.1f" : "%.0f", scaled) + suffix;
    }
}
