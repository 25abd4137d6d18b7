package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ChanceTest;
import io.github.ropelab.experiments.result.PValueText;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.table.InRangeRetrieval;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Range;
import io.github.ropelab.report.view.MatrixView.Row;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Share of right digits of passkeys by depth and length, a matrix for each strategy and model. */
public record Retrieval() implements Figure {
    private static final int MOST_SIDE = 4;

    @Override
    public String id() {
        return "retrieval";
    }

    @Override
    public String title() {
        return "Retrieval of passkeys by depth and length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter filter = InRangeRetrieval.filter(selection);
        ResultTable rows = selection.rows(filter);
        List<String> models = selection.data().stream()
                .filter(data -> rows.rows().stream().anyMatch(row -> row.data().equals(data)))
                .toList();
        if (models.isEmpty()) {
            throw new NothingToDraw("the results hold no passkey by depth: no model was asked for any");
        }
        List<Panel> panels = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        List<ResultRow> longest = new ArrayList<>();
        List<String> draws = new ArrayList<>();
        for (String data : models) {
            ResultTable ofModel = rows.where(row -> row.data().equals(data));
            longest.add(ModelLines.longest(ofModel));
            draws.add(ModelLines.seeds(data, ofModel, "draw"));
            answers.add(answer(selection, ofModel, data));
            for (String strategy : selection.labels()) {
                ResultTable ofPanel = ofModel.where(row -> row.strategy().equals(strategy));
                if (!ofPanel.rows().isEmpty()) {
                    panels.add(
                            panel(models.size() == 1 ? strategy : data + ", " + strategy, strategy, ofPanel, ofModel));
                }
            }
        }
        MatrixView view = new MatrixView(
                new Axis("right digits (share), chance " + ChanceTest.CHANCE, Scale.LINEAR),
                Optional.of(new Range(0, 1)),
                OptionalDouble.empty(),
                MatrixView.NO_VALUE,
                "length (tokens); upright line: trained length",
                "depth of the key (% of the text)",
                MOST_SIDE,
                panels);
        String caption =
                "Share of the digits of passkeys that the model predicts, by the depth of the key and the length of "
                        + "the text: means over draws (" + String.join(", ", draws) + "); guessing has "
                        + ChanceTest.CHANCE + " right. Upright line: trained length, "
                        + ModelLines.trainedLengths(longest) + ".";
        return new Drawing(view, String.join(" ", answers), caption, List.of(filter));
    }

    private static Panel panel(String title, String strategy, ResultTable rows, ResultTable ofModel) {
        List<Integer> lengths = ofModel.rows().stream()
                .map(ResultRow::currentLength)
                .distinct()
                .sorted()
                .toList();
        List<int[]> depths = ofModel.rows().stream()
                .sorted(Comparator.comparingInt(ResultRow::from))
                .map(row -> List.of(row.from(), row.to()))
                .distinct()
                .map(range -> new int[] {range.get(0), range.get(1)})
                .toList();
        List<Row> cells = new ArrayList<>();
        for (int[] depth : depths) {
            List<OptionalDouble> values =
                    lengths.stream().map(length -> mean(rows, length, depth[0])).toList();
            cells.add(new Row(depth[0] + "–" + depth[1], strategy, values));
        }
        int trained = ModelLines.longest(ofModel).trainedLength();
        int within = (int) lengths.stream().filter(length -> length <= trained).count();
        return new Panel(
                title,
                lengths.stream().map(String::valueOf).toList(),
                cells,
                true,
                within == lengths.size() ? OptionalInt.empty() : OptionalInt.of(within));
    }

    private static OptionalDouble mean(ResultTable rows, int length, int from) {
        return Selection.estimate(rows, row -> row.currentLength() == length && row.from() == from)
                .map(mean -> OptionalDouble.of(mean.mean()))
                .orElse(OptionalDouble.empty());
    }

    /** First what holds within the trained length; the strategies are compared only if the model retrieves there. */
    private static String answer(Selection selection, ResultTable rows, String data) {
        Optional<InRangeRetrieval> within = InRangeRetrieval.of(selection, data);
        if (within.isEmpty()) {
            return data + ": retrieval is not ranked, since no length within the trained one was measured.";
        }
        InRangeRetrieval in = within.get();
        String found = data + ": within the trained length (" + in.strategy() + ", " + in.length() + " tokens) "
                + in.test().right() + " of " + in.test().asked() + " digits are right (" + percent(in.share())
                + "; chance "
                + percent(ChanceTest.CHANCE) + "; one-sided binomial "
                + PValueText.of(in.test().probability()) + ")";
        return in.aboveChance()
                ? found + ". " + compared(selection, rows)
                : found + ", which is not above chance (that asks for p < " + ChanceTest.LEVEL
                        + "): retrieval is not ranked.";
    }

    private static String compared(Selection selection, ResultTable rows) {
        int length = ModelLines.longest(rows).currentLength();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (String strategy : selection.labels()) {
            List<ResultRow> ofStrategy = rows.rows().stream()
                    .filter(row ->
                            row.currentLength() == length && row.strategy().equals(strategy))
                    .toList();
            if (!ofStrategy.isEmpty()) {
                double right = ofStrategy.stream()
                        .mapToDouble(row -> row.n() * row.value().orElseThrow())
                        .sum();
                shares.put(
                        strategy,
                        right / ofStrategy.stream().mapToLong(ResultRow::n).sum());
            }
        }
        return "At " + length + " tokens: "
                + String.join(
                        ", ",
                        shares.entrySet().stream()
                                .sorted(Map.Entry.<String, Double>comparingByValue()
                                        .reversed())
                                .map(entry -> entry.getKey() + " " + percent(entry.getValue()))
                                .toList())
                + ".";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
