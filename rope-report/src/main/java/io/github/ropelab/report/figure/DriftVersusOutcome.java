package io.github.ropelab.report.figure;

import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Spearman;
import io.github.ropelab.report.table.DriftOutcome;
import io.github.ropelab.report.table.DriftOutcomeText;
import io.github.ropelab.report.table.DriftOutcomeWords;
import io.github.ropelab.report.table.DriftOutcomes;
import io.github.ropelab.report.table.Outcome;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.ScatterView.Panel;
import io.github.ropelab.report.view.ScatterView.Spot;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The loss of a model against measures of drift at the longest length, a spot per strategy, a panel per measure. */
public record DriftVersusOutcome() implements Figure {
    private static final int MOST_SIDE = 3;

    /** More panels would not stand on a page. */
    private static final int MOST_PANELS = 12;

    private static final int FEW = 3;

    @Override
    public String id() {
        return "drift-vs-outcome";
    }

    @Override
    public String title() {
        return "Loss of the model against drift";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        List<DriftOutcome> all = longest(selection);
        List<DriftOutcome> drawn = drawn(all);
        if (drawn.isEmpty()) {
            throw new NothingToDraw("the results hold no model with both a drift and the nll of the last tokens");
        }
        long models = drawn.stream().map(DriftOutcome::data).distinct().count();
        List<Panel> panels = new ArrayList<>();
        List<Filter> filters = new ArrayList<>();
        for (DriftOutcome outcome : drawn) {
            panels.add(new Panel(
                    models == 1 ? outcome.title() : outcome.title() + ", " + outcome.data(),
                    notes(outcome),
                    Optional.of(new Axis("drift (" + outcome.unit() + ")", Scale.LINEAR)),
                    outcome.spots().stream().map(spot -> spot(selection, spot)).toList()));
            outcome.filters().stream()
                    .filter(filter -> !filters.contains(filter))
                    .forEach(filters::add);
        }
        boolean differences =
                drawn.stream().allMatch(outcome -> outcome.reference().isPresent());
        String y = differences
                ? "loss in NLL from " + drawn.get(0).reference().orElseThrow() + " (nats per token)"
                : "NLL of the last tokens (nats per token)";
        ScatterView view = new ScatterView(
                new Axis("drift", Scale.LINEAR),
                new Axis(y, Scale.LINEAR),
                Math.min(MOST_SIDE, models == 1 ? panels.size() : (int) models),
                panels);
        String left = drawn.size() == all.size()
                ? ""
                : " Drawn are the two measures whose ρ, averaged over models, is largest, and the one where it is smallest; "
                        + "tables/drift-vs-outcome has all.";
        return new Drawing(view, DriftOutcomeWords.of(all), caption(selection, drawn, differences) + left, filters);
    }

    /** Every model at its longest length. */
    private static List<DriftOutcome> longest(Selection selection) {
        List<DriftOutcome> ofNll = DriftOutcomes.of(selection).stream()
                .filter(outcome -> outcome.outcome() == Outcome.NLL)
                .toList();
        return ofNll.stream()
                .filter(outcome -> ofNll.stream()
                        .noneMatch(other -> other.data().equals(outcome.data()) && other.length() > outcome.length()))
                .toList();
    }

    /** Measure by measure, so that models stand beside each other; of too many measures the two that order best and the worst. */
    private static List<DriftOutcome> drawn(List<DriftOutcome> all) {
        Map<String, List<DriftOutcome>> byMeasure = all.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.metric() + "." + outcome.statistic(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<List<DriftOutcome>> measures = new ArrayList<>(byMeasure.values());
        if (all.size() > MOST_PANELS && measures.size() > FEW) {
            measures.sort(Comparator.comparingDouble(measure -> -mean(measure)));
            measures = List.of(measures.get(0), measures.get(1), measures.get(measures.size() - 1));
        }
        return measures.stream().flatMap(List::stream).toList();
    }

    private static double mean(List<DriftOutcome> measure) {
        return measure.stream()
                .flatMap(outcome -> outcome.all().stream())
                .mapToDouble(Spearman::rho)
                .average()
                .orElse(0);
    }

    private static Spot spot(Selection selection, DriftOutcome.Spot spot) {
        return new Spot(
                spot.label(),
                selection.style(spot.strategies().get(0)),
                new Estimate(spot.drift(), 0, spot.n()),
                spot.loss(),
                false);
    }

    private static List<String> notes(DriftOutcome outcome) {
        List<String> notes = new ArrayList<>();
        notes.add("ρ\u00a0" + words(outcome.all(), outcome.spots().size()));
        if (outcome.plain().size() < outcome.spots().size()) {
            notes.add("no\u00a0windows: "
                    + words(outcome.withoutWindows(), outcome.plain().size()));
        }
        return notes;
    }

    /** Lines break before n alone, and not after a minus. */
    private static String words(Optional<Spearman> rank, int n) {
        return rank.map(DriftOutcomeText::interval)
                        .orElse("undefined")
                        .replace(' ', '\u00a0')
                        .replace('-', '\u2212') + ", n\u00a0=\u00a0" + n;
    }

    private static String caption(Selection selection, List<DriftOutcome> drawn, boolean differences) {
        String lengths = String.join(
                ", ",
                drawn.stream()
                        .map(outcome -> outcome.data() + " at " + outcome.length() + " tokens (trained length "
                                + selection
                                        .rows(outcome.filters().get(1))
                                        .rows()
                                        .get(0)
                                        .trainedLength() + ")")
                        .distinct()
                        .toList());
        String windows = String.join(
                ", ",
                drawn.stream()
                        .map(outcome -> outcome.data() + ": n = "
                                + outcome.spots().get(0).loss().n())
                        .distinct()
                        .toList());
        return "A spot per strategy: " + lengths + ". Horizontal: change of attention from "
                + selection.manifest().study().reference()
                + ", mean over heads, layers and windows; more is farther. Vertical: NLL of the last tokens of a text"
                + (differences ? " minus that under " + drawn.get(0).reference().orElseThrow() : "")
                + ", means over windows (" + windows
                + ") with 95 % intervals (Student). ρ: Spearman's rank correlation and its 95 % interval (Bonett and Wright "
                + "2000) over n strategies; no windows: over those that are no window schemes. The reference itself is left "
                + "out: its drift is 0 by definition. " + DriftOutcomeText.limits();
    }
}
