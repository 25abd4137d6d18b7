package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Holm;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.stats.SignedRank;
import io.github.ropelab.report.table.Ranking.Entry;
import io.github.ropelab.report.table.Ranking.Next;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Makes the rankings of a run. */
final class Rankings {
    /** A candidate for the main statistic and its rows with the reference, over all lengths. */
    private record Statistic(String metric, String title, List<ResultRow> rows) {}

    /** A test of two strategies; without a p where the pairs are too few. */
    private record Test(SignedRank ranks, boolean enough, int pairs) {}

    private final Selection selection;
    private final String reference;

    Rankings(Selection selection) {
        this.selection = selection;
        this.reference = selection.manifest().study().reference();
    }

    List<Ranking> all() {
        Optional<Statistic> main = candidates().stream()
                .filter(candidate -> !candidate.rows().isEmpty())
                .findFirst();
        if (main.isEmpty()) {
            return List.of();
        }
        Statistic statistic = main.get();
        int length = statistic.rows().stream()
                .mapToInt(ResultRow::currentLength)
                .max()
                .orElseThrow();
        Map<Setting, List<ResultRow>> bySetting = statistic.rows().stream()
                .filter(row -> row.currentLength() == length)
                .collect(Collectors.groupingBy(Setting::of, LinkedHashMap::new, Collectors.toList()));
        List<Setting> settings = bySetting.keySet().stream()
                .sorted(Comparator.comparingInt(setting -> selection.data().indexOf(setting.data())))
                .toList();
        return settings.stream()
                .map(setting -> ranking(statistic, setting.name(settings), length, bySetting.get(setting)))
                .toList();
    }

    private List<Statistic> candidates() {
        List<ResultRow> inRange =
                compared(selection.rows(InRange.filter(selection)).rows());
        String below = InRange.end(inRange).isPresent()
                ? ", distances below " + InRange.end(inRange).getAsInt()
                : "";
        return List.of(
                new Statistic("output-error", "output error", overAll("output-error", "mean")),
                new Statistic("kl", "KL divergence", overAll("kl", "reference_strategy")),
                new Statistic("score-drift", "mean |Δscore|" + below, inRange),
                new Statistic("encoding-distance", "distance of encodings", overAll("encoding-distance", "rms")));
    }

    /** Metrics of rows have values over all rows on axis all, that of encodings has no other axis than distance. */
    private List<ResultRow> overAll(String metric, String statistic) {
        return compared(selection.statistic(metric, statistic).rows().stream()
                .filter(row -> row.data().isEmpty() || row.axis().equals("all"))
                .toList());
    }

    private List<ResultRow> compared(List<ResultRow> rows) {
        return rows.stream()
                .filter(row -> row.reference().equals(reference)
                        && selection.drifting().contains(row.strategy()))
                .toList();
    }

    private Ranking ranking(Statistic statistic, String data, int length, List<ResultRow> rows) {
        Map<String, Map<Slice, Double>> values = new LinkedHashMap<>();
        for (String strategy : selection.drifting()) {
            Map<Slice, Double> ofStrategy = InRange.means(
                    rows.stream().filter(row -> row.strategy().equals(strategy)).toList());
            if (!ofStrategy.isEmpty()) {
                values.put(strategy, ofStrategy);
            }
        }
        Manifest.MetricInfo metric = selection.manifest().study().metrics().stream()
                .filter(info -> info.id().equals(statistic.metric()))
                .findFirst()
                .orElseThrow();
        Comparator<String> byMean = Comparator.comparingDouble(
                strategy -> Estimate.of(values.get(strategy).values()).mean());
        boolean lower = !metric.direction().equals("higher_is_closer");
        List<String> order = values.keySet().stream()
                .sorted(lower ? byMean : byMean.reversed())
                .toList();
        boolean exact = rows.get(0).data().isEmpty();
        return new Ranking(
                data,
                statistic.metric(),
                statistic.title(),
                rows.get(0).unit(),
                length,
                metric.direction(),
                entries(order, values, exact),
                selection.drifting().stream()
                        .filter(strategy -> !values.containsKey(strategy))
                        .toList());
    }

    private static List<Entry> entries(List<String> order, Map<String, Map<Slice, Double>> values, boolean exact) {
        Map<List<String>, Test> tests = new LinkedHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                List<String> pair = pair(order, i, j);
                test(values.get(order.get(i)), values.get(order.get(j))).ifPresent(value -> tests.put(pair, value));
            }
        }
        List<List<String>> family =
                tests.keySet().stream().filter(pair -> tests.get(pair).enough()).toList();
        double[] adjusted = Holm.adjust(
                family.stream().map(pair -> tests.get(pair).ranks().pValue()).toList());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Estimate estimate = Estimate.of(values.get(order.get(i)).values());
            OptionalDouble p = OptionalDouble.empty();
            Next next = Next.LAST;
            if (i + 1 < order.size()) {
                List<String> pair = pair(order, i, i + 1);
                int at = family.indexOf(pair);
                p = at < 0 ? p : OptionalDouble.of(adjusted[at]);
                next = next(tests.get(pair), p, family.size(), exact);
            }
            boolean tied = i > 0 && entries.get(i - 1).next() == Next.EQUAL;
            entries.add(new Entry(
                    tied ? entries.get(i - 1).rank() : i + 1,
                    order.get(i),
                    estimate,
                    estimate.n() > 1 ? Optional.of(estimate.interval()) : Optional.empty(),
                    next,
                    p));
        }
        return entries;
    }

    private static List<String> pair(List<String> order, int i, int j) {
        return List.of(order.get(i), order.get(j));
    }

    private static Optional<Test> test(Map<Slice, Double> a, Map<Slice, Double> b) {
        List<Slice> pairs = a.keySet().stream().filter(b::containsKey).toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        SignedRank ranks = SignedRank.of(PairedComparison.differences(
                pairs.stream().mapToDouble(a::get).toArray(),
                pairs.stream().mapToDouble(b::get).toArray()));
        return Optional.of(new Test(ranks, pairs.size() >= PairedComparison.ENOUGH, pairs.size()));
    }

    private static Next next(Test test, OptionalDouble p, int family, boolean exact) {
        if (test != null && test.ranks().n() == 0) {
            return Next.EQUAL;
        }
        if (exact) {
            return Next.APART;
        }
        if (p.isEmpty() || family * SignedRank.leastPValue(test.pairs()) > PairedView.LEVEL) {
            return Next.TOO_FEW_PAIRS;
        }
        return p.getAsDouble() < PairedView.LEVEL ? Next.APART : Next.NOT_APART;
    }
}
