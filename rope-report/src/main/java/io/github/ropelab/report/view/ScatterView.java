package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.report.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Labelled spots in one or more panels, with the front of those that no other spot beats on both axes.
 *
 * @param x the horizontal axis; smaller is better where a front is drawn
 * @param y the vertical axis; smaller is better where a front is drawn
 * @param side panels side by side; further ones stand below
 * @param panels row by row
 */
public record ScatterView(Axis x, Axis y, int side, List<Panel> panels) implements View {
    /** Copies the list. */
    public ScatterView {
        panels = List.copyOf(panels);
    }

    /**
     * One set of axes.
     *
     * @param title above it; empty for none
     * @param notes lines between title and axes, what the spots amount to
     * @param x its own horizontal axis; empty for the one that all panels share
     * @param spots in it
     */
    public record Panel(String title, List<String> notes, Optional<Axis> x, List<Spot> spots) {
        /** Copies the lists. */
        public Panel {
            notes = List.copyOf(notes);
            spots = List.copyOf(spots);
        }

        /** Without notes, over the axis that all panels share. */
        public Panel(String title, List<Spot> spots) {
            this(title, List.of(), Optional.empty(), spots);
        }
    }

    /** Whether panels have horizontal axes of their own. */
    public boolean apart() {
        return panels.stream().anyMatch(panel -> panel.x().isPresent());
    }

    /**
     * A spot.
     *
     * @param label beside it
     * @param style index of colour and marker
     * @param x horizontal
     * @param y vertical
     * @param front whether no other spot of the panel is better on one axis and at least as good on the other
     */
    public record Spot(String label, int style, Estimate x, Estimate y, boolean front) {}

    private record Line(String panel, Spot spot) {}

    @Override
    public String csv() {
        List<Line> lines = new ArrayList<>();
        panels.forEach(panel -> panel.spots().forEach(spot -> lines.add(new Line(panel.title(), spot))));
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("panel", column(lines, Line::panel));
        columns.put("series", column(lines, line -> line.spot().label()));
        columns.put("x", column(lines, line -> line.spot().x().mean()));
        columns.put("x.low", column(lines, line -> line.spot().x().interval().low()));
        columns.put("x.high", column(lines, line -> line.spot().x().interval().high()));
        columns.put("x.n", column(lines, line -> line.spot().x().n()));
        columns.put("y", column(lines, line -> line.spot().y().mean()));
        columns.put("y.low", column(lines, line -> line.spot().y().interval().low()));
        columns.put("y.high", column(lines, line -> line.spot().y().interval().high()));
        columns.put("y.n", column(lines, line -> line.spot().y().n()));
        columns.put("front", column(lines, line -> String.valueOf(line.spot().front())));
        return CsvText.of(columns);
    }

    private static <T> List<T> column(List<Line> lines, Function<Line, T> value) {
        return lines.stream().map(value).toList();
    }
}
