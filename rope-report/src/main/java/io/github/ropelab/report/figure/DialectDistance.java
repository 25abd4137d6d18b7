package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.DotView.Dot;
import io.github.ropelab.report.view.DotView.Mark;
import io.github.ropelab.report.view.DotView.Row;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Distances between versions of one name, one row for each config, above the distances between methods: the first
 * strategies of different names.
 */
public record DialectDistance() implements Figure {
    private static final String METHODS = "different methods";

    @Override
    public String id() {
        return "dialect-distance";
    }

    @Override
    public String title() {
        return "Versions of one name against different methods";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        List<Integer> lengths =
                selection.manifest().study().currentLengths().stream().sorted().toList();
        Map<String, List<Dot>> versions = new LinkedHashMap<>();
        List<Dot> methods = new ArrayList<>();
        Map<String, Manifest.Strategy> strategies = new HashMap<>();
        Set<String> names = new HashSet<>();
        Set<String> first = new HashSet<>();
        for (Manifest.Strategy strategy : selection.manifest().study().strategies()) {
            strategies.put(strategy.label(), strategy);
            if (names.add(strategy.name())) {
                first.add(strategy.label());
            }
        }
        Filter filter = selection.filter("encoding-distance", "rms");
        for (ResultRow row : selection.rows(filter).rows()) {
            Manifest.Strategy a = strategies.get(row.reference());
            Manifest.Strategy b = strategies.get(row.strategy());
            Dot dot = dot(row, lengths);
            if (row.reference().equals(row.strategy())) {
                continue; // the reference's distance from itself
            }
            if (a != null && a.versionOf(b)) {
                versions.computeIfAbsent(a.written(), key -> new ArrayList<>()).add(dot);
            } else if (first.contains(row.reference()) && first.contains(row.strategy())) {
                methods.add(dot);
            }
        }
        if (versions.isEmpty() || methods.isEmpty()) {
            throw new NothingToDraw(
                    "the results hold no encoding-distance between versions of one name and between names");
        }
        List<Row> rows = new ArrayList<>();
        versions.forEach((name, dots) -> rows.add(row(name, dots, false, label -> label)));
        rows.sort(Comparator.comparingDouble(row -> widest(row.dots()).value()));
        rows.add(row(METHODS, methods, true, label -> strategies.get(label).name()));
        double least = methods.stream().mapToDouble(Dot::value).min().orElseThrow();
        double median = median(methods);
        DotView view = new DotView(
                new Axis("root mean square score change (logit)", Scale.LINEAR),
                Optional.of(new Mark(
                        median, "median of " + METHODS, least, widest(methods).value(), "range of " + METHODS)),
                lengths.stream()
                        .map(length -> "prompt of " + length + " tokens")
                        .toList(),
                rows);
        return new Drawing(view, answer(view), caption(selection, rows), List.of(filter));
    }

    private static Dot dot(ResultRow row, List<Integer> lengths) {
        return new Dot(
                lengths.indexOf(row.currentLength()),
                row.reference(),
                row.strategy(),
                setting(row),
                row.value().orElseThrow());
    }

    private static String setting(ResultRow row) {
        return "head dim " + row.headDim() + ", base " + (long) row.base() + ", target " + row.targetLength();
    }

    private static Row row(String label, List<Dot> dots, boolean apart, UnaryOperator<String> shown) {
        Dot widest = widest(dots);
        String note = widest.value() == 0
                ? "all versions are equal"
                : shown.apply(widest.a()) + " – " + shown.apply(widest.b());
        return new Row(label, note, apart, dots);
    }

    private static Dot widest(List<Dot> dots) {
        return dots.stream().max(Comparator.comparingDouble(Dot::value)).orElseThrow();
    }

    private static double median(List<Dot> dots) {
        double[] sorted = dots.stream().mapToDouble(Dot::value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String answer(DotView view) {
        List<Row> names = view.rows().subList(0, view.rows().size() - 1);
        double least = view.mark().orElseThrow().from();
        double median = view.mark().orElseThrow().at();
        Row widest = names.get(names.size() - 1);
        Dot dot = widest(widest.dots());
        return "Of " + names.size() + " configs, " + reaching(names, least)
                + " have two versions at least as far apart as the two closest methods (" + number(least) + " logit), "
                + reaching(names, median) + " at least as far as the median of different methods (" + number(median)
                + "). The widest is " + widest.label() + ": " + widest.note() + " (" + number(dot.value()) + ", "
                + view.series().get(dot.series()) + ", " + dot.setting() + ").";
    }

    private static long reaching(List<Row> rows, double distance) {
        return rows.stream()
                .filter(row -> widest(row.dots()).value() >= distance)
                .count();
    }

    private static String caption(Selection selection, List<Row> rows) {
        Row methods = rows.get(rows.size() - 1);
        long versionDots = rows.stream().mapToLong(row -> row.dots().size()).sum()
                - methods.dots().size();
        long settings = methods.dots().stream().map(Dot::setting).distinct().count();
        return "Each dot is a pair of strategies in one setting: " + versionDots + " between versions of one name, "
                + methods.dots().size() + " between methods (the first strategy of each name), at " + settings
                + " settings of head, base and target and "
                + selection.manifest().study().currentLengths().size() + " prompt lengths; trained length "
                + selection.manifest().study().trainedLength()
                + " tokens. The distance is the root mean square change of the score over all distances of query and "
                + "key, for independent components of variance 1, attention factor included; unrelated rotations lie √2 "
                + "apart. Exact values. Lines: ranges. Below each row: its widest pair.";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
