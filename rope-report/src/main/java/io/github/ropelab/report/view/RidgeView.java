package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Distributions as outlines above each other, a row each, in one or more panels that share the horizontal axis.
 *
 * @param x the horizontal axis
 * @param density what the heights are, with unit
 * @param side panels side by side; further ones stand below
 * @param panels row by row
 */
public record RidgeView(Axis x, String density, int side, List<Panel> panels) implements View {
    /** Copies the list. */
    public RidgeView {
        panels = List.copyOf(panels);
    }

    /**
     * One set of ridges.
     *
     * @param title above it; empty for none
     * @param ridges from top to bottom
     */
    public record Panel(String title, List<Ridge> ridges) {
        /** Copies the list. */
        public Panel {
            ridges = List.copyOf(ridges);
        }
    }

    /**
     * A distribution.
     *
     * @param label at its left
     * @param style index of the colour
     * @param bins in order, touching each other
     * @param median of the distribution
     */
    public record Ridge(String label, int style, List<Bin> bins, double median) {
        /** Copies the list. */
        public Ridge {
            bins = List.copyOf(bins);
        }
    }

    /**
     * A bin.
     *
     * @param from where it begins
     * @param to where it ends
     * @param density share of the values in it over its width
     */
    public record Bin(double from, double to, double density) {}

    private record Line(String panel, Ridge ridge, Bin bin) {}

    @Override
    public String csv() {
        List<Line> lines = new ArrayList<>();
        panels.forEach(panel -> panel.ridges()
                .forEach(ridge -> ridge.bins().forEach(bin -> lines.add(new Line(panel.title(), ridge, bin)))));
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("panel", column(lines, Line::panel));
        columns.put("row", column(lines, line -> line.ridge().label()));
        columns.put("from", column(lines, line -> line.bin().from()));
        columns.put("to", column(lines, line -> line.bin().to()));
        columns.put("density", column(lines, line -> line.bin().density()));
        columns.put("median", column(lines, line -> line.ridge().median()));
        return CsvText.of(columns);
    }

    private static <T> List<T> column(List<Line> lines, Function<Line, T> value) {
        return lines.stream().map(value).toList();
    }
}
