package io.github.ropelab.report.site;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.RecordedRows;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figure.NothingToDraw;
import io.github.ropelab.report.figure.Figures;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.site.ReportPage.FigureBlock;
import io.github.ropelab.report.table.PairedTable;
import io.github.ropelab.report.table.StrategyTable;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A small run whose texts would break a careless page, with all that a report warns of. */
final class HostileRun {
    static final String NAME = "</script><script>alert(1)</script> & \"x\" 'y'";
    static final String LABEL = "a<b>&\"c'";
    static final String NOTE = "<img src=http://example.org/x.png>]]>";
    static final List<String> STRATEGIES = List.of("none", "linear", LABEL, "yarn");
    static final List<String> FILES = List.of(
            "figures/drift-vs-length.svg",
            "figures/drift-vs-length.csv",
            "tables/strategies.csv",
            "results.csv",
            "explorer.html");

    private static final int HEADS = 7;

    private HostileRun() {}

    static Selection selection() {
        RecordedRows rows = new RecordedRows(STRATEGIES.toArray(String[]::new));
        for (String data : List.of("real", "drawn")) {
            for (int head = 0; head < HEADS; head++) {
                for (int s = 0; s < STRATEGIES.size(); s++) {
                    for (int length : List.of(64, 128)) {
                        double value = s * (0.3 + 0.01 * head) * length / 128;
                        rows.all(data, head, length, STRATEGIES.get(s), "output-error", "mean", value);
                        for (int from = 1; from < length; from *= 2) {
                            rows.row(
                                    data,
                                    head,
                                    length,
                                    STRATEGIES.get(s),
                                    "score-drift",
                                    "mean_abs",
                                    "distance",
                                    from,
                                    2 * from,
                                    value * from,
                                    length - from);
                        }
                    }
                }
            }
        }
        for (int s = 0; s < STRATEGIES.size(); s++) {
            for (int pair = 0; pair < 4; pair++) {
                double ratio = s < 2 ? 1 : 1.0 / (1 + pair);
                rows.row("", 0, 128, STRATEGIES.get(s), "frequency-ratio", "ratio", "pair", pair, pair + 1, ratio, 1);
            }
        }
        Selection made = rows.selection();
        List<ResultRow> all = new ArrayList<>(made.table().rows());
        ResultRow some = all.stream()
                .filter(row -> row.metric().equals("output-error"))
                .findFirst()
                .orElseThrow();
        all.add(without(some, "median", ResultRow.UNDEFINED, NOTE));
        all.add(without(some, "p95", ResultRow.UNDEFINED, NOTE));
        all.add(without(some, "failed", ResultRow.FAILED, "out of memory"));
        return new Selection(ResultTable.of(all), manifest(made.manifest()));
    }

    private static Manifest manifest(Manifest made) {
        Manifest.Study study = made.study();
        return new Manifest(
                made.schema(),
                new Manifest.Study(
                        NAME,
                        NAME,
                        study.sha256(),
                        study.planSha256(),
                        study.trainedLength(),
                        study.currentLengths(),
                        study.firstRow(),
                        study.reference(),
                        study.baseline(),
                        study.strategies(),
                        study.metrics(),
                        List.of(new Manifest.Excluded("{strategy: yarn}", NOTE, 3)),
                        List.of("a note")),
                List.of(
                        made.data().get(0),
                        new Manifest.Data("drawn", "f", HEADS, Map.of("kind", "drawn", "mean", NOTE))),
                new Manifest.Toolkit("t", "0123456789abcdef", "true", "k"),
                made.platform(),
                new Manifest.Run(9, 8, 0, 1, false, "2026-01-01T00:00:00Z"),
                made.files());
    }

    private static ResultRow without(ResultRow row, String statistic, String status, String note) {
        return new ResultRow(
                row.study(),
                row.data(),
                row.layer(),
                row.head(),
                row.seed(),
                row.headDim(),
                row.rotaryDim(),
                row.pairing(),
                row.base(),
                row.trainedLength(),
                row.targetLength(),
                row.currentLength(),
                row.strategy(),
                row.strategyId(),
                row.strategyVersion(),
                row.parameters(),
                row.reference(),
                row.arithmetic(),
                row.metric(),
                row.metricVersion(),
                row.metricParameters(),
                statistic,
                row.axis(),
                row.from(),
                row.to(),
                row.unit(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                row.n(),
                status,
                note,
                row.cell());
    }

    static List<FigureBlock> figures(Selection selection) {
        List<FigureBlock> blocks = new ArrayList<>();
        for (Figure figure : Figures.builtIn()) {
            try {
                Figure.Drawing drawing = figure.draw(selection);
                String svg = new FigureFiles(drawing.view(), Style.NEURIPS).svg(figure.id());
                blocks.add(new FigureBlock(
                        figure.title(), svg, drawing.answer(), drawing.text(), "figures/" + figure.id()));
            } catch (NothingToDraw e) {
                blocks.add(new FigureBlock(figure.title(), "", "", "Nothing to draw: " + e.getMessage() + ".", ""));
            }
        }
        return blocks;
    }

    static String html() {
        Selection selection = selection();
        return new ReportPage(selection, FILES)
                .html(figures(selection), List.of(StrategyTable.of(selection)), PairedTable.of(selection));
    }

    /** A run of as many lines, each of one head. */
    static Selection many(int lines) {
        RecordedRows rows = new RecordedRows("none", "linear");
        for (int i = 0; i < lines; i++) {
            rows.row("real", 0, 64, "linear", "score-drift", "rms", "distance", i, i + 1, Math.sqrt(i), 1);
        }
        return rows.selection();
    }

    /** No paired statistics. */
    static PairedView noPairs() {
        return new PairedView("", 64, List.of(), List.of());
    }
}
