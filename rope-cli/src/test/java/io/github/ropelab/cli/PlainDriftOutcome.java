package io.github.ropelab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.cli.PlainFigure.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Per model and measure of drift a spot for each strategy: mean drift, by its size where it is a change and 1 - overlap where it is
 * one, against the NLL of the last tokens, less that of the reference on the same window where its rows are there. Strategies of
 * equal numbers share a spot.
 */
final class PlainDriftOutcome {
    private static final Map<String, String> TITLES = Map.of(
            "score-drift", "|Δscore|",
            "centred-drift", "centred |Δscore|",
            "kl", "KL",
            "entropy", "|Δ entropy|",
            "top-k-overlap", "1 - top-k overlap",
            "output-error", "output error",
            "mass-beyond", "|Δ mass beyond|",
            "score-excess", "score excess");

    private record Spot(double x, int n, PlainMean y, List<Map<String, String>> rows) {}

    private PlainDriftOutcome() {}

    static PlainFigure of(List<Map<String, String>> rows, JsonNode study) {
        PlainFigure figure = new PlainFigure();
        List<Map<String, String>> losses =
                rows.stream().filter(row -> row.get("metric").equals("nll")).toList();
        boolean several = losses.stream().map(row -> row.get("data")).distinct().count() > 1;
        List<Map<String, String>> drifts =
                rows.stream().filter(row -> !row.get("metric").equals("nll")).toList();
        PlainFigure.by(drifts, "data", "metric").forEach((key, ofPanel) -> {
            String title = TITLES.get(key.get(1)) + (several ? ", " + key.get(0) : "");
            Map<String, Spot> spots = new LinkedHashMap<>();
            for (JsonNode strategy : study.get("strategies")) {
                spot(key.get(0), strategy.get("label").asText(), ofPanel, losses, study, spots);
            }
            spots.forEach((label, spot) -> figure.add(line(title, label, spot), spot.rows()));
        });
        return figure;
    }

    private static void spot(
            String data,
            String strategy,
            List<Map<String, String>> ofPanel,
            List<Map<String, String>> losses,
            JsonNode study,
            Map<String, Spot> spots) {
        List<Map<String, String>> x =
                ofPanel.stream().filter(row -> unlabelled(row).equals(strategy)).toList();
        if (x.isEmpty()) {
            return;
        }
        Map<String, Double> base = byWindow(data, study.get("reference").asText(), losses);
        Map<String, Double> loss = byWindow(data, strategy, losses);
        loss.keySet().removeIf(window -> !base.isEmpty() && !base.containsKey(window));
        double[] y = loss.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() - base.getOrDefault(entry.getKey(), 0.0))
                .toArray();
        double mean = PlainMean.of(PlainFigure.values(x)).mean();
        String metric = x.get(0).get("metric");
        double drift = x.get(0).get("statistic").equals("change")
                ? Math.abs(mean)
                : metric.equals("top-k-overlap") ? 1 - mean : mean;
        List<Map<String, String>> entering = new ArrayList<>(x);
        losses.stream()
                .filter(row -> row.get("data").equals(data)
                        && List.of(strategy, study.get("reference").asText()).contains(unlabelled(row)))
                .forEach(entering::add);
        Spot spot = new Spot(drift, x.size(), PlainMean.of(y), entering);
        for (Map.Entry<String, Spot> other : spots.entrySet()) {
            if (other.getValue().x() == drift
                    && other.getValue().y().mean() == spot.y().mean()) {
                entering.addAll(other.getValue().rows());
                spots.remove(other.getKey());
                spots.put(other.getKey() + " = " + x.get(0).get("strategy"), spot);
                return;
            }
        }
        spots.put(x.get(0).get("strategy"), spot);
    }

    /** The label without the precision at its end. */
    private static String unlabelled(Map<String, String> row) {
        return row.get("strategy").replaceFirst(" @" + java.util.regex.Pattern.quote(row.get("arithmetic")) + "$", "");
    }

    private static Map<String, Double> byWindow(String data, String strategy, List<Map<String, String>> losses) {
        Map<String, Double> values = new TreeMap<>();
        losses.stream()
                .filter(row -> row.get("data").equals(data) && unlabelled(row).equals(strategy))
                .forEach(row -> values.put(row.get("seed"), Double.parseDouble(row.get("value"))));
        return values;
    }

    private static Map<String, Cell> line(String title, String label, Spot spot) {
        Map<String, Cell> line = new LinkedHashMap<>();
        line.put("panel", Cell.text(title));
        line.put("series", Cell.text(label));
        for (String end : List.of("x", "x.low", "x.high")) {
            line.put(end, Cell.number(spot.x(), Math.abs(spot.x())));
        }
        line.put("x.n", Cell.text(String.valueOf(spot.n())));
        double size = spot.y().size() + 10; // differences of losses of some nats
        line.put("y", Cell.number(spot.y().mean(), size));
        line.put("y.low", Cell.number(spot.y().low(), size));
        line.put("y.high", Cell.number(spot.y().high(), size));
        line.put("y.n", Cell.text(String.valueOf(spot.y().n())));
        line.put("front", Cell.text("false"));
        return line;
    }
}
