package io.github.ropelab.cli;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.PairBand;
import io.github.ropelab.core.analysis.TrainedRange;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.core.layer.ModelRope;
import io.github.ropelab.model.config.DialectComparison;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A setup in words, two tables and a text plot. */
final class Explanation {
    private final RopeSetup setup;
    private final PositionEncoding encoding;
    private final EffectivePositions effective;
    private final FrequencySchedule base;
    private final HeadedLines text = new HeadedLines();

    Explanation(RopeSetup setup) {
        this.setup = setup;
        this.encoding = setup.encoding();
        this.effective = EffectivePositions.of(encoding, setup.context());
        this.base = setup.context().baseFrequencies();
    }

    String text(Collection<Integer> positions, Optional<ModelRope> model, List<DialectComparison> dialects) {
        what();
        model.ifPresent(this::layers);
        derived();
        sizes();
        title("pairs");
        pairs();
        title("positions");
        positions(positions);
        dialects(dialects);
        if (!setup.notes().isEmpty()) {
            title("notes");
            setup.notes().forEach(note -> line("", note));
        }
        return text.toString();
    }

    private void what() {
        StrategyType type = setup.strategy().type();
        RotaryGeometry geometry = setup.context().geometry();
        Lengths lengths = setup.context().lengths();
        line(
                "strategy",
                type.id() + ": " + type.title() + ", as read by "
                        + setup.dialect().version());
        line("formula", type.formula());
        line(
                "parameters",
                setup.strategy().parameters().isEmpty()
                        ? "none"
                        : shortened(setup.strategy().parameters().toString()));
        line(
                "geometry",
                "head dim " + geometry.headDim() + ", rotary dim " + geometry.rotaryDim() + " (" + geometry.pairs()
                        + " pairs, " + geometry.pairing().id() + "), base "
                        + Numbers.plain(setup.context().base()));
        line(
                "lengths",
                setup.trainedKnown()
                        ? "trained " + lengths.trained() + ", target " + lengths.target() + ", current "
                                + lengths.current() + " tokens"
                        : "not given; the result does not depend on them (--trained-length tells what lies outside)");
    }

    /** The kinds of layers of the model, where there is more than one. */
    private void layers(ModelRope model) {
        if (model.byKind().size() < 2) {
            return;
        }
        model.byKind().forEach((kind, layers) -> {
            LayerRule rule = model.layer(layers.get(0));
            line(
                    "layers",
                    layers.size() + " of " + model.layers().size() + " " + kind + " ("
                            + layers.stream().limit(6).map(String::valueOf).collect(Collectors.joining(", "))
                            + (layers.size() > 6 ? ", ..." : "") + "): "
                            + StrategyText.of(rule.strategy().block()) + ", base " + Numbers.plain(rule.base())
                            + ", sees "
                            + rule.visibility().text());
        });
    }

    private void derived() {
        encoding.trace().derived().forEach((name, value) -> {
            String how = encoding.trace().how(name);
            line(
                    how.isEmpty() ? "applied" : "derived",
                    name + " = " + (how.isEmpty() ? "" : how + " = ") + Numbers.plain(value));
        });
    }

    private void sizes() {
        double amplitude = encoding.attention().amplitude();
        line(
                "amplitude",
                amplitude == 1
                        ? "1: cos and sin as they are"
                        : amplitude + " on cos and sin: scores of rotated components × "
                                + rounded(amplitude * amplitude));
        LogitScale logit = encoding.attention().logit();
        if (!logit.constant() || logit.at(0) != 1) {
            int last = setup.context().lengths().current() - 1;
            line(
                    "logit scale",
                    logit.formula() + " on the whole logit"
                            + (logit.constant() || !setup.trainedKnown()
                                    ? ""
                                    : "; " + rounded(logit.at(last)) + " at position " + last));
        }
        if (!encoding.radial().isNone()) {
            line(
                    "norms",
                    "queries grow and keys shrink with the position, pair by pair; scores keep the distance only");
        }
        PairAxes axes = encoding.axes();
        if (axes.count() > 1) {
            line("axes", axesText(axes));
        }
    }

    /** Runs of pairs by the axis they read, as in "pairs 0-15 axis 0". */
    private static String axesText(PairAxes axes) {
        List<String> runs = new ArrayList<>();
        int start = 0;
        List<Integer> all = axes.axes();
        for (int i = 1; i <= all.size(); i++) {
            if (i == all.size() || !all.get(i).equals(all.get(start))) {
                runs.add((i - 1 == start ? "pair " + start : "pairs " + start + "-" + (i - 1)) + " axis "
                        + all.get(start));
                start = i;
            }
        }
        return runs.size() <= 8
                ? String.join(", ", runs)
                : "interleaved: axis of pair 0, 1, 2, ... is "
                        + String.join(" ", all.stream().map(String::valueOf).toList());
    }

    /** One row per band: what happens to it, and where its waves lie against the trained length. */
    private void pairs() {
        boolean trained = setup.trainedKnown();
        text.raw(String.format(
                Locale.ROOT,
                "%-9s %-13s %-22s %-24s %-24s%s\n",
                "pairs",
                "treatment",
                "frequency ×",
                "wavelength θ (tokens)",
                "wavelength now (tokens)",
                trained ? " turns in " + setup.context().lengths().trained() : ""));
        for (PairBand band : PairBand.of(encoding, setup.context())) {
            int a = band.first();
            int b = band.last();
            text.raw(String.format(
                    Locale.ROOT,
                    "%-9s %-13s %-22s %-24s %-24s%s\n",
                    a == b ? String.valueOf(a) : a + "-" + b,
                    band.treatment().text(),
                    range(effective.ratio(a), effective.ratio(b)),
                    range(base.wavelength(a), base.wavelength(b)),
                    range(
                            encoding.frequencies().wavelength(a),
                            encoding.frequencies().wavelength(b)),
                    trained ? " " + range(turns(a), turns(b)) : ""));
        }
        if (trained) {
            text.raw("\n" + new WavelengthPlot(encoding, setup.context()).text());
            line("", newAngles());
        }
    }

    private double turns(int pair) {
        return setup.context().lengths().trained() * base.omega(pair) / (2 * Math.PI);
    }

    private String newAngles() {
        int slow = 0;
        for (int i = 0; i < base.pairs(); i++) {
            slow += turns(i) < 1 ? 1 : 0;
        }
        return slow + " of " + base.pairs()
                + " pairs made no full turn within the trained length: beyond it they would show new angles";
    }

    private void positions(Collection<Integer> positions) {
        encoding.positions().branches().forEach(branch -> line("position map", map(branch)));
        if (shiftsOnly()) {
            line("effect", "every rotated vector changes, no score does: queries and keys move by the same constant");
        }
        if (setup.trainedKnown()) {
            line("trained", "positions and distances 0 to " + effective.trainedLimit());
        }
        for (int position : positions) {
            for (Branch branch : encoding.positions().branches()) {
                position(position, branch.name(), "query", branch.query().at(position));
                if (!branch.query().equals(branch.key())) {
                    position(position, branch.name(), "key", branch.key().at(position));
                }
            }
            if (setup.trainedKnown()) {
                TrainedRange range = TrainedRange.of(encoding, setup.context(), position);
                line(
                        "  distances",
                        "a query at " + position + " sees effective distances up to "
                                + Numbers.plain(range.maxEffectiveDistance()) + ": "
                                + place(range.maxEffectiveDistance()));
            }
        }
    }

    private void position(int position, String branch, String side, double mapped) {
        int last = encoding.frequencies().pairs() - 1;
        String where = encoding.positions() instanceof Uniform ? "" : " (" + branch + " branch, " + side + ")";
        if (effective.commonRatio().isPresent()) {
            double e = effective.at(mapped, 0);
            line(
                    "position " + position,
                    "→ " + Numbers.plain(e) + where + ": argument " + Numbers.plain(e) + "θ" + placed(e));
        } else {
            line(
                    "position " + position,
                    "→ " + Numbers.plain(effective.at(mapped, 0)) + " for pair 0 to "
                            + rounded(effective.at(mapped, last)) + " for pair " + last + where + placedPairs(mapped));
        }
    }

    private String placed(double effectivePosition) {
        return setup.trainedKnown() ? ", " + place(effectivePosition) : "";
    }

    /** How many pairs see the position outside of the trained range, and how many of them never turned fully in it. */
    private String placedPairs(double mapped) {
        if (!setup.trainedKnown()) {
            return "";
        }
        int outside = 0;
        int unseen = 0;
        for (int i = 0; i < base.pairs(); i++) {
            if (effective.at(mapped, i) > effective.trainedLimit()) {
                outside++;
                unseen += base.wavelength(i) > effective.trainedLimit() ? 1 : 0;
            }
        }
        return "; outside of the trained range for " + outside + " of " + base.pairs() + " pairs, " + unseen
                + " of which made no full turn in training (new angles)";
    }

    private String place(double effectivePosition) {
        double excess = effectivePosition - effective.trainedLimit();
        return excess > 0
                ? "OUTSIDE the trained range [0, " + effective.trainedLimit() + "] by " + Numbers.plain(excess)
                : effectivePosition < 0
                        ? "OUTSIDE the trained range [0, " + effective.trainedLimit() + "]: below 0"
                        : "inside the trained range [0, " + effective.trainedLimit() + "]";
    }

    private boolean shiftsOnly() {
        return encoding.positions() instanceof Uniform uniform
                && uniform.branch().query().equals(uniform.branch().key())
                && uniform.branch().query().slope().orElse(0) == 1
                && uniform.branch().query().at(0) != 0
                && effective.commonRatio().orElse(0) == 1;
    }

    /** What other engines make of the very same input. */
    private void dialects(List<DialectComparison> others) {
        if (others.isEmpty()) {
            return;
        }
        title("the same input elsewhere");
        for (DialectComparison other : others) {
            line(other.dialect().id(), other.text());
            other.notes().forEach(note -> line("", note));
        }
    }

    private static String map(Branch branch) {
        return branch.name() + ": query i → " + branch.query().formula() + ", key i → "
                + branch.key().formula();
    }

    private void title(String title) {
        text.title(title);
    }

    private void line(String head, String tail) {
        text.line(head, tail);
    }

    /** Long lists (LongRoPE's) by their ends. */
    private static String shortened(String parameters) {
        return parameters.replaceAll("\\[([^,\\]]+), ([^\\]]{60,}), ([^,\\]]+)\\]", "[$1, ..., $3]");
    }

    private static String range(double first, double last) {
        return rounded(first).equals(rounded(last)) ? rounded(first) : rounded(first) + " to " + rounded(last);
    }

    private static String rounded(double value) {
        if (Double.isInfinite(value)) {
            return "never";
        }
        if (Math.abs(value) >= 1e4 && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Numbers.plain(value)
                : String.format(Locale.ROOT, "%.5g", value);
    }
}
