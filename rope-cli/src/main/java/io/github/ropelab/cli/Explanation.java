package io.github.ropelab.cli;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.PairBand;
import io.github.ropelab.core.analysis.TrainedRange;
import io.github.ropelab.experiments.config.RopeSetup;
import java.util.Collection;
import java.util.Locale;

/** A setup in words and a text plot. */
final class Explanation {
    private static final int PLOT_WIDTH = 40;
    private static final int PLOT_ROWS = 16;

    private final RopeSetup setup;
    private final boolean trainedKnown;
    private final PositionEncoding encoding;
    private final EffectivePositions effective;
    private final StringBuilder text = new StringBuilder();

    Explanation(RopeSetup setup) {
        this.setup = setup;
        this.trainedKnown = setup.trainedKnown();
        this.encoding = setup.encoding();
        this.effective = EffectivePositions.of(encoding, setup.context());
    }

    String text(Collection<Integer> positions) {
        header();
        pairs();
        plot();
        positions(positions);
        return text.toString();
    }

    private void header() {
        StrategyType type = setup.strategy().type();
        RotaryGeometry geometry = setup.context().geometry();
        Lengths lengths = setup.context().lengths();
        line("strategy", type.id() + ": " + type.title());
        line("formula", type.formula());
        line(
                "parameters",
                setup.strategy().parameters().isEmpty()
                        ? "none"
                        : setup.strategy().parameters().toString());
        line(
                "geometry",
                "head dim " + geometry.headDim() + ", rotary dim " + geometry.rotaryDim() + " (" + geometry.pairs()
                        + " pairs, " + geometry.pairing().id() + "), base "
                        + Numbers.plain(setup.context().base()));
        line(
                "lengths",
                trainedKnown
                        ? "trained " + lengths.trained() + ", target " + lengths.target() + ", current "
                                + lengths.current()
                        : "not given; the result does not depend on them (--trained-length tells what lies outside)");
        encoding.trace().derived().forEach((name, value) -> line("applied", name + " = " + Numbers.plain(value)));
        double amplitude = encoding.attention().amplitude();
        line(
                "amplitude",
                amplitude == 1
                        ? "1: cos and sin as they are"
                        : amplitude + " on cos and sin: scores of rotated components × " + amplitude * amplitude);
        if (!encoding.attention().logit().constant()
                || encoding.attention().logit().at(0) != 1) {
            line("logit scale", encoding.attention().logit().at(0) + " at position 0, on the whole logit");
        }
        setup.notes().forEach(note -> line("note", note));
    }

    private void pairs() {
        FrequencySchedule base = setup.context().baseFrequencies();
        for (PairBand band : PairBand.of(encoding, setup.context())) {
            String range =
                    band.first() == band.last() ? "pair " + band.first() : "pairs " + band.first() + "-" + band.last();
            String ratio = band.first() == band.last() || effective.ratio(band.first()) == effective.ratio(band.last())
                    ? rounded(effective.ratio(band.first()))
                    : rounded(effective.ratio(band.first())) + " down to " + rounded(effective.ratio(band.last()));
            line(
                    band.treatment().text(),
                    range + ": frequency × " + ratio + "; θ wavelengths " + rounded(base.wavelength(band.first()))
                            + " to " + rounded(base.wavelength(band.last())) + " tokens");
        }
    }

    /** ω/θ per pair as bars, at most a screenful of pairs. */
    private void plot() {
        int pairs = encoding.frequencies().pairs();
        double largest = 0;
        for (int i = 0; i < pairs; i++) {
            largest = Math.max(largest, effective.ratio(i));
        }
        if (largest == 0 || effective.commonRatio().isPresent()) {
            return;
        }
        text.append("\n  frequency / θ per pair (full bar = ")
                .append(rounded(largest))
                .append(")\n");
        int rows = Math.min(pairs, PLOT_ROWS);
        for (int r = 0; r < rows; r++) {
            int i = rows == 1 ? 0 : Math.round((float) r * (pairs - 1) / (rows - 1));
            int bar = (int) Math.round(PLOT_WIDTH * effective.ratio(i) / largest);
            text.append(String.format(
                    Locale.ROOT,
                    "  %4d |%-" + PLOT_WIDTH + "s| %s\n",
                    i,
                    "#".repeat(bar),
                    rounded(effective.ratio(i))));
        }
        text.append('\n');
    }

    private void positions(Collection<Integer> positions) {
        encoding.positions().branches().forEach(branch -> line("position map", map(branch)));
        if (shiftsOnly()) {
            line("effect", "every rotated vector changes, no score does: queries and keys move by the same constant");
        }
        if (trainedKnown) {
            line("trained", "positions and distances 0 to " + effective.trainedLimit());
        }
        for (int position : positions) {
            for (Branch branch : encoding.positions().branches()) {
                position(position, branch.name(), "query", branch.query().at(position));
                if (!branch.query().equals(branch.key())) {
                    position(position, branch.name(), "key", branch.key().at(position));
                }
            }
            if (trainedKnown) {
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
        return trainedKnown ? ", " + place(effectivePosition) : "";
    }

    /** How many pairs see the position outside of the trained range, and how many of them never turned fully in it. */
    private String placedPairs(double mapped) {
        if (!trainedKnown) {
            return "";
        }
        int outside = 0;
        int unseen = 0;
        FrequencySchedule base = setup.context().baseFrequencies();
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

    private static String map(Branch branch) {
        return branch.name() + ": query i → " + branch.query().formula() + ", key i → "
                + branch.key().formula();
    }

    private void line(String head, String tail) {
        text.append(String.format(Locale.ROOT, "%-14s %s\n", head, tail));
    }

    private static String rounded(double value) {
        return value == Math.rint(value) ? Numbers.plain(value) : String.format(Locale.ROOT, "%.5g", value);
    }
}
