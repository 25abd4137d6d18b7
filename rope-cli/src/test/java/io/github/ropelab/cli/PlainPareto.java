package io.github.ropelab.cli;

import io.github.ropelab.cli.PlainFigure.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Means of both axes per data set and strategy; what is recorded without data belongs to data of the same kind of head. */
final class PlainPareto {
    private static final List<String> KIND = List.of("head_dim", "rotary_dim", "base", "target_length");

    private PlainPareto() {}

    /** From the rows; which spots of the CSV are the front is told by the drawn places themselves. */
    static PlainFigure of(List<Map<String, String>> rows, List<Map<String, String>> csv) {
        PlainFigure figure = new PlainFigure();
        List<Map<String, String>> within =
                rows.stream().filter(row -> row.get("axis").equals("row")).toList();
        List<Map<String, String>> beyond =
                rows.stream().filter(row -> !row.get("axis").equals("row")).toList();
        PlainFigure.by(within, "data", "strategy").forEach((key, ofX) -> {
            List<Map<String, String>> ofY = beyond.stream()
                    .filter(row -> row.get("strategy").equals(key.get(1)))
                    .filter(row -> row.get("data").equals(key.get(0))
                            || row.get("data").isEmpty() && ofX.stream().anyMatch(x -> ofKind(row, x)))
                    .toList();
            if (!ofY.isEmpty()) {
                Map<String, Cell> line = new LinkedHashMap<>();
                line.put("panel", Cell.text(key.get(0)));
                line.put("series", Cell.text(key.get(1)));
                put(line, "x", PlainMean.of(PlainFigure.values(ofX)));
                put(line, "y", PlainMean.of(PlainFigure.values(ofY)));
                line.put("front", Cell.text(String.valueOf(front(key.get(0), key.get(1), csv))));
                List<Map<String, String>> both = new ArrayList<>(ofX);
                both.addAll(ofY);
                figure.add(line, both);
            }
        });
        return figure;
    }

    private static boolean ofKind(Map<String, String> a, Map<String, String> b) {
        return KIND.stream().allMatch(column -> a.get(column).equals(b.get(column)));
    }

    private static void put(Map<String, Cell> line, String axis, PlainMean mean) {
        line.put(axis, Cell.number(mean.mean(), mean.size()));
        line.put(axis + ".low", Cell.number(mean.low(), mean.size()));
        line.put(axis + ".high", Cell.number(mean.high(), mean.size()));
        line.put(axis + ".n", Cell.text(String.valueOf(mean.n())));
    }

    /** Whether no other spot of the panel is at least as low on both axes and lower on one. */
    private static boolean front(String panel, String series, List<Map<String, String>> csv) {
        List<Map<String, String>> spots =
                csv.stream().filter(spot -> spot.get("panel").equals(panel)).toList();
        return spots.stream().filter(spot -> spot.get("series").equals(series)).allMatch(spot -> spots.stream()
                .noneMatch(other -> beats(other, spot)));
    }

    private static boolean beats(Map<String, String> a, Map<String, String> b) {
        double x = Double.parseDouble(a.get("x")) - Double.parseDouble(b.get("x"));
        double y = Double.parseDouble(a.get("y")) - Double.parseDouble(b.get("y"));
        return Stream.of(x, y).allMatch(d -> d <= 0) && Stream.of(x, y).anyMatch(d -> d < 0);
    }
}
