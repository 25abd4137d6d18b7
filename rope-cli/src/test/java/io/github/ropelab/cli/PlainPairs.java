package io.github.ropelab.cli;

import io.github.ropelab.cli.PlainFigure.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Median differences of strategies from the baseline over the same heads or draws. Whether one is shown: every assignment of
 * signs is counted, and p-values of a panel are corrected by Holm. Bootstrap intervals are random: their ends must lie among
 * those that 1999 resamples give.
 */
final class PlainPairs {
    private static final int ENOUGH = 6;
    private static final int MOST_SIGNS = 20;
    private static final double LEVEL = 0.05;
    private static final double EQUAL = 1e-12;

    private static final List<String> SETTING =
            List.of("base", "head_dim", "pairing", "reference", "rotary_dim", "target_length", "trained_length");

    private static final int RESAMPLES = 20_000;

    /** 2.5 % ± 5 standard deviations of a share of 1999 resamples, 0.35 %. */
    private static final double[] END = {0.0075, 0.0425};

    private record Compared(List<String> key, double[] differences, double size, List<Map<String, String>> rows) {}

    private final String panel;
    private final List<Map<String, String>> rows;
    private final String baseline;

    private PlainPairs(String panel, List<Map<String, String>> rows, String baseline) {
        this.panel = panel;
        this.rows = rows;
        this.baseline = baseline;
    }

    static PlainFigure of(List<Map<String, String>> rows, String baseline) {
        PlainFigure figure = new PlainFigure();
        PlainFigure.by(rows, "data").forEach((data, ofData) -> {
            String[] settings = SETTING.stream()
                    .filter(column -> PlainFigure.by(ofData, column).size() > 1)
                    .toArray(String[]::new);
            PlainFigure.by(ofData, settings)
                    .forEach((found, ofSetting) ->
                            new PlainPairs(panel(data.get(0), settings, found), ofSetting, baseline).add(figure));
        });
        return figure;
    }

    /** The data set, and what tells the setting from others of it. */
    private static String panel(String data, String[] settings, List<String> found) {
        StringBuilder title = new StringBuilder(data);
        for (int i = 0; i < settings.length; i++) {
            String name = settings[i].replace("_length", "").replace('_', ' ');
            title.append(", ").append(name).append(' ').append(found.get(i));
        }
        return title.toString();
    }

    private void add(PlainFigure figure) {
        List<Compared> all = new ArrayList<>();
        PlainFigure.by(rows, "strategy", "arithmetic").forEach((key, ofStrategy) -> {
            Compared compared = compared(key, ofStrategy);
            if (compared.differences().length > 0) {
                all.add(compared);
            }
        });
        List<Compared> family = all.stream()
                .filter(one -> one.differences().length >= ENOUGH)
                .sorted(Comparator.comparingDouble(one -> p(one.differences())))
                .toList();
        List<Compared> shown = new ArrayList<>();
        for (int i = 0; i < family.size() && p(family.get(i).differences()) * (family.size() - i) < LEVEL; i++) {
            shown.add(family.get(i));
        }
        for (Compared one : all) {
            double[] d = one.differences();
            Map<String, Cell> line = new LinkedHashMap<>();
            line.put("panel", Cell.text(panel));
            line.put("row", Cell.text(one.key().get(0)));
            line.put("value", Cell.number(median(d), one.size()));
            double[] medians = d.length < ENOUGH ? new double[0] : resampled(d);
            line.put("low", end(medians, END[0], END[1]));
            line.put("high", end(medians, 1 - END[1], 1 - END[0]));
            line.put("n", Cell.text(String.valueOf(d.length)));
            line.put("shown", Cell.text(String.valueOf(shown.contains(one))));
            figure.add(line, one.rows());
        }
    }

    /** Against the baseline in the same precision; the baseline itself has no differences, nor have values that are not one per pair. */
    private Compared compared(List<String> key, List<Map<String, String>> ofStrategy) {
        String label = key.get(1).equals("f64") ? baseline : baseline + " @" + key.get(1);
        List<Double> differences = new ArrayList<>();
        List<Map<String, String>> taken = new ArrayList<>();
        double size = 0;
        boolean once = PlainFigure.by(rows, "strategy", "layer", "head", "seed").size() == rows.size();
        if (once && !key.get(0).equals(label)) {
            for (Map<String, String> row : ofStrategy) {
                for (Map<String, String> other : rows) {
                    if (other.get("strategy").equals(label) && slice(other).equals(slice(row))) {
                        double a = Double.parseDouble(row.get("value"));
                        double b = Double.parseDouble(other.get("value"));
                        double larger = Math.max(Math.abs(a), Math.abs(b));
                        differences.add(Math.abs(a - b) <= EQUAL * larger ? 0 : a - b);
                        taken.addAll(List.of(row, other));
                        size = Math.max(size, larger);
                    }
                }
            }
        }
        return new Compared(
                key, differences.stream().mapToDouble(Double::doubleValue).toArray(), size, taken);
    }

    private static List<String> slice(Map<String, String> row) {
        return List.of(row.get("layer"), row.get("head"), row.get("seed"));
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] resampled(double[] values) {
        Random random = new Random(1);
        double[] medians = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            medians[r] = median(Arrays.stream(values)
                    .map(x -> values[random.nextInt(values.length)])
                    .toArray());
        }
        Arrays.sort(medians);
        return medians;
    }

    private static Cell end(double[] medians, double from, double to) {
        return medians.length == 0
                ? Cell.text("")
                : Cell.between(medians[(int) (from * RESAMPLES)], medians[(int) (to * RESAMPLES)]);
    }

    /** Share of all assignments of signs to the ranks of sizes whose sum lies as far from 0 as that of the differences. */
    private static double p(double[] differences) {
        double[] d = Arrays.stream(differences).filter(x -> x != 0).toArray();
        if (d.length > MOST_SIGNS) {
            throw new IllegalArgumentException("too many pairs to try all signs");
        }
        double[] ranks = Arrays.stream(d).map(x -> rank(Math.abs(x), d)).toArray();
        double observed = 0;
        for (int i = 0; i < d.length; i++) {
            observed += Math.signum(d[i]) * ranks[i];
        }
        int asFar = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (signs >> i & 1) == 1 ? ranks[i] : -ranks[i];
            }
            asFar += Math.abs(sum) >= Math.abs(observed) ? 1 : 0;
        }
        return asFar / (double) (1 << d.length);
    }

    /** Equal sizes share their mean rank: sums of halves are exact. */
    private static double rank(double size, double[] differences) {
        long below = Arrays.stream(differences).filter(x -> Math.abs(x) < size).count();
        long alike = Arrays.stream(differences).filter(x -> Math.abs(x) == size).count();
        return below + (alike + 1) / 2.0;
    }
}
