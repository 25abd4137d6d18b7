package io.github.ropelab.cli;

import io.github.ropelab.cli.PlainFigure.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Level densities between means of quantiles, per data set, side of the trained length and strategy. */
final class PlainRidges {
    private static final int MEDIAN = 50;
    private static final double PERCENT = 100;

    private PlainRidges() {}

    static PlainFigure of(List<Map<String, String>> rows) {
        PlainFigure figure = new PlainFigure();
        PlainFigure.by(rows, "data", "statistic", "trained_length", "strategy")
                .forEach((key, ofRidge) -> add(figure, key, ofRidge));
        return figure;
    }

    private static void add(PlainFigure figure, List<String> key, List<Map<String, String>> rows) {
        TreeMap<Integer, Double> quantiles = new TreeMap<>();
        PlainFigure.by(rows, "from")
                .forEach((from, ofQuantile) -> quantiles.put(
                        Integer.valueOf(from.get(0)),
                        PlainMean.of(PlainFigure.values(ofQuantile)).mean()));
        double size = quantiles.values().stream().mapToDouble(Math::abs).max().orElseThrow();
        Map.Entry<Integer, Double> before = null;
        for (Map.Entry<Integer, Double> quantile : quantiles.entrySet()) {
            if (before != null && quantile.getValue() > before.getValue()) {
                double width = quantile.getValue() - before.getValue();
                double density = (quantile.getKey() - before.getKey()) / PERCENT / width;
                Map<String, Cell> line = new LinkedHashMap<>();
                line.put(
                        "panel",
                        Cell.text(key.get(0) + ", distances " + (key.get(1).equals("within") ? "< " : "≥ ")
                                + key.get(2)));
                line.put("row", Cell.text(key.get(3)));
                line.put("from", Cell.number(before.getValue(), size));
                line.put("to", Cell.number(quantile.getValue(), size));
                line.put("density", Cell.number(density, density * size / width));
                line.put("median", Cell.number(quantiles.get(MEDIAN), size));
                figure.add(line, rows);
            }
            before = quantile;
        }
    }
}
